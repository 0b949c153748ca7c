// Digests, identifiers and what only running Terraform can know.
#include "analyzer/terraform/functions/digest.h"
#include "analyzer/terraform/functions/encoding_text.h"
#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

template <std::string (*F)(std::string_view)>
Value of_text(FunctionCall& call) {
  std::string_view text;
  return call.text(0, text) ? call.string(F(text)) : call.unknown();
}

/// Random, salted, or made with a private key.
Value never_known(FunctionCall& call) { return call.unknown(); }

/// Name-based identifier (RFC 4122, version 5).
Value uuid_v5(FunctionCall& call) {
  std::string_view space, name;
  if (!call.text(0, space) || !call.text(1, name)) return call.unknown();
  std::string_view known = space == "dns"    ? "6ba7b8109dad11d180b400c04fd430c8"
                           : space == "url"  ? "6ba7b8119dad11d180b400c04fd430c8"
                           : space == "oid"  ? "6ba7b8129dad11d180b400c04fd430c8"
                           : space == "x500" ? "6ba7b8149dad11d180b400c04fd430c8"
                                             : "";
  std::string digits(known);
  if (known.empty())
    for (char c : space)
      if (c != '-') digits += c;
  std::string bytes;
  auto hex = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  if (digits.size() != 32 || (known.empty() && space.size() != 36)) return call.fail("the namespace is not a UUID");
  for (std::size_t i = 0; i < 32; i += 2) {
    if (hex(digits[i]) < 0 || hex(digits[i + 1]) < 0) return call.fail("the namespace is not a UUID");
    bytes += static_cast<char>(hex(digits[i]) * 16 + hex(digits[i + 1]));
  }
  std::string hash = sha1(bytes + std::string(name)).substr(0, 16);
  hash[6] = static_cast<char>((hash[6] & 0x0F) | 0x50);
  hash[8] = static_cast<char>((hash[8] & 0x3F) | 0x80);
  std::string out = hex_text(hash);
  for (std::size_t at : {20u, 16u, 12u, 8u}) out.insert(at, "-");
  return call.string(out);
}

constexpr Function kFunctions[] = {
    {"base64sha256", of_text<base64_sha256>, 1, 1},
    {"base64sha512", of_text<base64_sha512>, 1, 1},
    {"bcrypt", never_known, 1, 2},
    {"md5", of_text<hex_md5>, 1, 1},
    {"rsadecrypt", never_known, 2, 2},
    {"sha1", of_text<hex_sha1>, 1, 1},
    {"sha256", of_text<hex_sha256>, 1, 1},
    {"sha512", of_text<hex_sha512>, 1, 1},
    {"uuid", never_known, 0, 0},
    {"uuidv5", uuid_v5, 2, 2},
};

}  // namespace

std::span<const Function> hash_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
