#include "analyzer/terraform/policy.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/terraform/encoded.h"
#include "analyzer/terraform/expression/number.h"
#include "analyzer/terraform/template_origin.h"
#include "parsers/data/tree.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxJsonDepth = 100;
constexpr std::size_t kLongestReference = 1024;   // keeps a row of "${" from being read again and again

/// Length of the `${…}` part at the start of `text` (braces and quotes nested), 0 where there is none.
std::size_t reference_length(std::string_view text) {
  if (!text.starts_with("${")) return 0;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 1; i < text.size() && i < kLongestReference && text[i] != '\n'; ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return 0;
}

/// JSON text with references in it. Quotes inside `${a["b"]}` are no quotes of the JSON text around it, unless they are escaped already.
struct JsonText {
  std::string text;
  std::vector<std::size_t> added;   // places in `text` of the backslashes that are not in the original

  explicit JsonText(std::string_view pattern) {
    for (std::size_t i = 0; i < pattern.size();) {
      std::size_t length = std::max<std::size_t>(1, reference_length(pattern.substr(i)));
      for (char c : pattern.substr(i, length)) {
        if (length > 1 && c == '"') {
          added.push_back(text.size());
          text += '\\';
        }
        text += c;
      }
      i += length;
    }
  }
  std::size_t original(std::size_t at) const {
    return at - static_cast<std::size_t>(std::lower_bound(added.begin(), added.end(), at) - added.begin());
  }
};

/// Copies parsed JSON; every scalar gets the origin of its own bytes of the text.
struct Copy {
  const Value& whole;
  const JsonText* quoted;
  Arena& arena;

  const Origin* origin(const data::Node& node) const {
    std::size_t begin = node.begin, end = node.end;
    if (quoted != nullptr) {
      begin = quoted->original(begin);
      end = quoted->original(end);
    }
    bool inside = node.kind == data::NodeKind::string && end - begin > 2;
    return inside ? origin_within(whole, begin + 1, end - 1, arena) : origin_within(whole, begin, end, arena);
  }

  Value operator()(const data::Node* node, int depth) const {
    if (!node || depth > kMaxJsonDepth) return Value::unknown(nullptr, whole.origin());
    switch (node->kind) {
      case data::NodeKind::null_value: return Value::null_value(origin(*node));
      case data::NodeKind::boolean: return Value::boolean(node->boolean, origin(*node));
      case data::NodeKind::number: return number_from(arena.copy(node->text), origin(*node));
      case data::NodeKind::string: {
        std::string_view text = arena.copy(node->text);
        if (text.find("${") == std::string_view::npos) return Value::string(text, origin(*node));
        auto* info = arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::other, {}, text});
        return Value::unknown(info, origin(*node));
      }
      case data::NodeKind::sequence: {
        std::vector<Value> items;
        for (const data::Node* item : node->items) items.push_back((*this)(item, depth + 1));
        return Value::list(arena.copy(items), whole.origin());
      }
      case data::NodeKind::mapping: {
        std::vector<Entry> entries;
        for (const data::Member& member : node->members) entries.push_back({arena.copy(member.key), (*this)(member.value, depth + 1), {}});
        return Value::map(arena.copy(entries), whole.origin());
      }
    }
    return Value();
  }
};

Value decoded(const Value& value, std::string_view text, const JsonText* quoted, Arena& arena) {
  auto parsed = data::parse_json(FileId::none, text);
  if (parsed.tree.documents.empty() || !parsed.tree.documents[0].root || !parsed.diagnostics.empty()) return Value();
  return Copy{value, quoted, arena}(parsed.tree.documents[0].root, 0);
}

}  // namespace

Value policy_of(const Value& value, Arena& arena) {
  if (auto decoded = decoded_form(value)) return *decoded;
  if (value.is_map() || value.is_list()) return value;
  std::string_view text = value.is_string() ? value.as_string() : value.unknown() ? value.unknown()->pattern : std::string_view();
  auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (text[start] != '{' && text[start] != '[')) return Value();
  Value document = decoded(value, text, nullptr, arena);
  if (!document.is_missing() || value.is_string()) return document;
  JsonText quoted(text);
  return decoded(value, quoted.text, &quoted, arena);
}

}  // namespace bulkhead::terraform
