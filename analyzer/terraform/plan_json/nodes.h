// Reading parts of a JSON document that may be absent or of another kind.
#pragma once
#include <span>
#include <string_view>

#include "parsers/data/tree.h"

namespace bulkhead::terraform {

/// Value of a mapping's key; null for everything else.
inline const data::Node* member(const data::Node* node, std::string_view key) {
  return node != nullptr && node->kind == data::NodeKind::mapping ? node->get(key) : nullptr;
}
/// Elements of a mapping's list; none for everything else.
inline std::span<const data::Node* const> items(const data::Node* node, std::string_view key) {
  const data::Node* list = member(node, key);
  return list != nullptr && list->kind == data::NodeKind::sequence ? list->items : std::span<const data::Node* const>();
}
/// Entries of a mapping's mapping; none for everything else.
inline std::span<const data::Member> entries(const data::Node* node, std::string_view key) {
  const data::Node* map = member(node, key);
  return map != nullptr && map->kind == data::NodeKind::mapping ? map->members : std::span<const data::Member>();
}
/// A mapping's text; empty for everything else.
inline std::string_view text(const data::Node* node, std::string_view key) {
  const data::Node* found = member(node, key);
  return found != nullptr && found->kind == data::NodeKind::string ? found->text : std::string_view();
}
/// A list or mapping without elements.
inline bool is_empty(const data::Node* node) {
  return node != nullptr && (node->kind == data::NodeKind::sequence || node->kind == data::NodeKind::mapping) && node->items.empty() && node->members.empty();
}
inline bool is_true(const data::Node* node) { return node != nullptr && node->kind == data::NodeKind::boolean && node->boolean; }

}  // namespace bulkhead::terraform
