#include "analyzer/terraform/functions/encoding_text.h"

#include "analyzer/terraform/expression/convert.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxDepth = 200;
constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string placeholder(const Value& value) {
  std::string text = recognisable_text(value);
  return text.empty() ? "${...}" : text;
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; continue;
      case '\\': out += "\\\\"; continue;
      case '\n': out += "\\n"; continue;
      case '\r': out += "\\r"; continue;
      case '\t': out += "\\t"; continue;
      default: break;
    }
    if (byte < 0x20 || c == '<' || c == '>' || c == '&') {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else if (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9") {
      out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_json_value(std::string& out, const Value& value, int depth) {
  if (depth > kMaxDepth) {
    out += "null";
    return;
  }
  switch (value.kind()) {
    case ValueKind::missing:
    case ValueKind::null: out += "null"; return;
    case ValueKind::unknown: append_json_text(out, placeholder(value)); return;
    case ValueKind::boolean: out += value.as_boolean() ? "true" : "false"; return;
    case ValueKind::number: out += number_text(value); return;
    case ValueKind::string: append_json_text(out, value.as_string()); return;
    case ValueKind::list: {
      char separator = '[';
      for (const Value& item : value.items()) {
        out += separator;
        separator = ',';
        append_json_value(out, item, depth + 1);
      }
      out += separator == '[' ? "[]" : "]";
      return;
    }
    case ValueKind::map: {
      char separator = '{';
      for (const Entry& entry : written_entries_of(value)) {
        out += separator;
        separator = ',';
        append_json_text(out, entry.key);
        out += ':';
        append_json_value(out, entry.value, depth + 1);
      }
      out += separator == '{' ? "{}" : "}";
      return;
    }
  }
}

namespace {

bool is_block(const Value& value) {
  return (value.is_list() && !value.items().empty()) || (value.is_map() && !written_entries_of(value).empty());
}

void append_yaml_text(std::string& out, std::string_view text, int indentation) {
  if (text.find('\n') == std::string_view::npos || text.find_first_not_of('\n') == std::string_view::npos) {
    append_json_text(out, text);
    return;
  }
  out += text.ends_with("\n") ? (text.ends_with("\n\n") ? "|+" : "|") : "|-";
  while (!text.empty()) {
    auto end = text.find('\n');
    out += '\n';
    if (end != 0) out.append(static_cast<std::size_t>(indentation), ' ').append(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

void append_yaml_value(std::string& out, const Value& value, int indentation) {
  if (indentation > 2 * kMaxDepth) return;
  std::string pad(static_cast<std::size_t>(indentation), ' ');
  if (value.is_list() && is_block(value)) {
    bool first = true;
    for (const Value& item : value.items()) {
      if (!first) out += pad;
      first = false;
      out += "- ";
      append_yaml_value(out, item, indentation + 2);
    }
    return;
  }
  if (value.is_map() && is_block(value)) {
    bool first = true;
    for (const Entry& entry : written_entries_of(value)) {
      if (!first) out += pad;
      first = false;
      append_json_text(out, entry.key);
      out += ':';
      if (is_block(entry.value)) {
        out += '\n';
        int deeper = indentation + (entry.value.is_map() ? 2 : 0);
        out.append(static_cast<std::size_t>(deeper), ' ');
        append_yaml_value(out, entry.value, deeper);
      } else {
        out += ' ';
        append_yaml_value(out, entry.value, indentation + 2);
      }
    }
    return;
  }
  if (value.is_string()) append_yaml_text(out, value.as_string(), indentation);
  else append_json_value(out, value);
  out += '\n';
}

std::string base64_encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = static_cast<unsigned char>(bytes[i]) << 16u;
    if (i + 1 < bytes.size()) group |= static_cast<unsigned char>(bytes[i + 1]) << 8u;
    if (i + 2 < bytes.size()) group |= static_cast<unsigned char>(bytes[i + 2]);
    out += kBase64[group >> 18 & 63];
    out += kBase64[group >> 12 & 63];
    out += i + 1 < bytes.size() ? kBase64[group >> 6 & 63] : '=';
    out += i + 2 < bytes.size() ? kBase64[group & 63] : '=';
  }
  return out;
}

bool base64_decode(std::string_view text, std::string& out) {
  std::string compact;
  for (char c : text)
    if (c != '\n' && c != '\r') compact += c;
  if (compact.size() % 4 != 0) return false;
  std::string_view alphabet(kBase64, 64);
  for (std::size_t i = 0; i < compact.size(); i += 4) {
    std::uint32_t group = 0;
    int padding = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      char c = compact[i + k];
      auto at = alphabet.find(c);
      bool pads = c == '=' && i + 4 == compact.size() && k >= 2;
      if (pads) ++padding;
      if ((!pads && padding > 0) || (!pads && at == std::string_view::npos)) return false;
      group = group << 6 | (pads ? 0u : static_cast<std::uint32_t>(at));
    }
    out += static_cast<char>(group >> 16);
    if (padding < 2) out += static_cast<char>(group >> 8);
    if (padding < 1) out += static_cast<char>(group);
  }
  return true;
}

std::string hex_text(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (char c : bytes) {
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

}  // namespace bulkhead::terraform
