// Message digests (RFC 1321, FIPS 180-4).
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::terraform {

std::string md5(std::string_view text);
std::string sha1(std::string_view text);
std::string sha256(std::string_view text);
std::string sha512(std::string_view text);

std::string hex_md5(std::string_view text);
std::string hex_sha1(std::string_view text);
std::string hex_sha256(std::string_view text);
std::string hex_sha512(std::string_view text);
std::string base64_sha256(std::string_view text);
std::string base64_sha512(std::string_view text);

}  // namespace bulkhead::terraform
