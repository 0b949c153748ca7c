// Values as JSON and YAML text, as Terraform's encoders write them.
#pragma once
#include <string>
#include <string_view>

#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// A JSON string with quotes. `<`, `>` and `&` are escaped, as Go's encoder does.
void append_json_text(std::string& out, std::string_view text);
/// Compact JSON. An unknown part becomes a string with `${reference}`.
void append_json_value(std::string& out, const Value& value, int depth = 0);
/// YAML as yamlencode writes it.
void append_yaml_value(std::string& out, const Value& value, int indentation = 0);

std::string base64_encode(std::string_view bytes);
/// False when `text` is not standard base64 with padding.
bool base64_decode(std::string_view text, std::string& out);
std::string hex_text(std::string_view bytes);

}  // namespace bulkhead::terraform
