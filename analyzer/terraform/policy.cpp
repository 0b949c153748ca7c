#include "analyzer/terraform/policy.h"

#include <charconv>
#include <vector>

#include "analyzer/terraform/encoded.h"
#include "parsers/data/tree.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxJsonDepth = 100;

Value number(std::string_view text, const Origin* origin) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return Value::number(value, origin);
}

/// Copies parsed JSON; every part gets the origin of the text, since the text need not stand in a file as it is.
Value copy(const data::Node* node, const Origin* origin, Arena& arena, int depth) {
  if (!node || depth > kMaxJsonDepth) return Value::unknown(nullptr, origin);
  switch (node->kind) {
    case data::NodeKind::null_value: return Value::null_value(origin);
    case data::NodeKind::boolean: return Value::boolean(node->boolean, origin);
    case data::NodeKind::number: return number(node->text, origin);
    case data::NodeKind::string: {
      std::string_view text = arena.copy(node->text);
      if (text.find("${") == std::string_view::npos) return Value::string(text, origin);
      auto* info = arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::other, {}, text});
      return Value::unknown(info, origin);
    }
    case data::NodeKind::sequence: {
      std::vector<Value> items;
      for (const data::Node* item : node->items) items.push_back(copy(item, origin, arena, depth + 1));
      return Value::list(arena.copy(items), origin);
    }
    case data::NodeKind::mapping: {
      std::vector<Entry> entries;
      for (const data::Member& member : node->members) entries.push_back({arena.copy(member.key), copy(member.value, origin, arena, depth + 1), {}});
      return Value::map(arena.copy(entries), origin);
    }
  }
  return Value();
}

}  // namespace

Value policy_of(const Value& value, Arena& arena) {
  if (auto decoded = decoded_form(value)) return *decoded;
  if (value.is_map() || value.is_list()) return value;
  std::string_view text = value.is_string() ? value.as_string() : value.unknown() ? value.unknown()->pattern : std::string_view();
  auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (text[start] != '{' && text[start] != '[')) return Value();
  auto parsed = data::parse_json(FileId::none, text);
  if (parsed.tree.documents.empty() || !parsed.tree.documents[0].root || !parsed.diagnostics.empty()) return Value();
  return copy(parsed.tree.documents[0].root, value.origin(), arena, 0);
}

}  // namespace bulkhead::terraform
