// base64, JSON, YAML, URL and CSV.
#include "analyzer/terraform/functions/encoding_text.h"
#include "analyzer/terraform/encoded.h"
#include "analyzer/terraform/functions/function.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::terraform {
namespace {

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    char32_t c;
    int length = hcl::decode_utf8(text.data() + i, text.data() + text.size(), c);
    if (length == 0) return false;
    i += static_cast<std::size_t>(length);
  }
  return true;
}

Value encode_base64(FunctionCall& call) {
  std::string_view text;
  return call.text(0, text) ? call.string(base64_encode(text)) : call.unknown();
}

Value decode_base64(FunctionCall& call) {
  std::string_view text;
  if (!call.text(0, text)) return call.unknown();
  std::string out;
  if (!base64_decode(text, out)) return call.fail("this is not base64");
  return is_utf8(out) ? call.string(out) : call.fail("the decoded bytes are not UTF-8");
}

/// What is packed or unpacked with gzip is not computed here; it is unknown, never guessed.
Value not_computed(FunctionCall& call) { return call.unknown(); }

/// The text, which remembers the structure that it was made from.
Value encoded_from(FunctionCall& call, const std::string& text) {
  const Value* unknown = first_unknown(call[0]);
  Value result = unknown ? call.unknown_from(*unknown, text) : call.string(text);
  SourceSpan at = result.origin() ? result.origin()->at : SourceSpan{};
  result = result.with_origin(encoded_origin(call[0], at, nullptr, call.run.arena));
  return holds_sensitive(call[0]) ? result.as_sensitive() : result;
}

Value encode_json(FunctionCall& call) {
  std::string out;
  append_json_value(out, call[0]);
  return encoded_from(call, out);
}

Value encode_yaml(FunctionCall& call) {
  std::string out;
  append_yaml_value(out, call[0]);
  return encoded_from(call, out);
}

Value encode_url(FunctionCall& call) {
  std::string_view text;
  if (!call.text(0, text)) return call.unknown();
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return call.string(out);
}

Value decode_url(FunctionCall& call) {
  std::string_view text;
  if (!call.text(0, text)) return call.unknown();
  std::string out;
  auto hex = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return call.fail("a wrong escape");
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    }
  }
  return is_utf8(out) ? call.string(out) : call.fail("the decoded bytes are not UTF-8");
}

/// Records of comma-separated values (RFC 4180); false when quotes are wrong.
bool read_csv(std::string_view text, std::vector<std::vector<std::string>>& rows) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == '\n' || (text[i] == '\r' && text.substr(i, 2) == "\r\n")) {
      i += text[i] == '\n' ? 1 : 2;
      continue;   // empty lines are skipped
    }
    std::vector<std::string> row;
    for (;;) {
      std::string field;
      if (i < text.size() && text[i] == '"') {
        for (++i;; ++i) {
          if (i >= text.size()) return false;
          if (text[i] != '"') {
            field += text[i];
          } else if (text.substr(i, 2) == "\"\"") {
            field += '"';
            ++i;
          } else {
            break;
          }
        }
        ++i;
        if (i < text.size() && text[i] != ',' && text[i] != '\n' && text.substr(i, 2) != "\r\n") return false;
      } else {
        for (; i < text.size() && text[i] != ',' && text[i] != '\n' && text.substr(i, 2) != "\r\n"; ++i) {
          if (text[i] == '"') return false;
          field += text[i];
        }
      }
      row.push_back(std::move(field));
      if (i >= text.size() || text[i] != ',') break;
      ++i;
    }
    if (i < text.size()) i += text[i] == '\n' ? 1 : 2;
    rows.push_back(std::move(row));
  }
  return true;
}

Value decode_csv(FunctionCall& call) {
  std::string_view text;
  if (!call.text(0, text)) return call.unknown();
  std::vector<std::vector<std::string>> rows;
  if (!read_csv(text, rows)) return call.fail("a quote is wrong");
  if (rows.empty()) return call.fail("there is no header line");
  std::vector<std::string_view> names;
  for (const std::string& name : rows[0]) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return call.fail("two columns have the same name");
    names.push_back(call.run.arena.copy(std::string_view(name)));
  }
  std::vector<Value> out;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != names.size()) return call.fail("line " + std::to_string(i + 1) + " has another number of fields than the header");
    std::vector<Entry> entries;
    for (std::size_t k = 0; k < names.size(); ++k) entries.push_back({names[k], call.string(rows[i][k]), {}});
    out.push_back(call.make_map(entries));
    if (call.run.steps_left == 0) return call.limit();
  }
  return call.make_list(out, Shape::collection);
}

constexpr Function kFunctions[] = {
    {"base64decode", decode_base64, 1, 1},
    {"base64encode", encode_base64, 1, 1},
    {"base64gunzip", not_computed, 1, 1},
    {"base64gzip", not_computed, 1, 1},
    {"csvdecode", decode_csv, 1, 1},
    {"jsonencode", encode_json, 1, 1, kTakesUnknown | kTakesNull},
    {"urldecode", decode_url, 1, 1},
    {"urlencode", encode_url, 1, 1},
    {"yamlencode", encode_yaml, 1, 1, kTakesUnknown | kTakesNull},
};

}  // namespace

std::span<const Function> encoding_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
