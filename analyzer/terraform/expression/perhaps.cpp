#include "analyzer/terraform/expression/perhaps.h"

namespace bulkhead::terraform {

Value if_it_holds(const Value& value) {
  if (!value.is_unknown()) return value;
  const UnknownInfo* info = value.unknown();
  return info != nullptr && info->perhaps != nullptr ? *info->perhaps : Value();
}

Value with_perhaps(const Value& value, const Value& told, Arena& arena) {
  if (!value.is_unknown() || told.is_missing()) return value;
  UnknownInfo info = value.unknown() ? *value.unknown() : UnknownInfo{};
  info.perhaps = arena.make<Value>(told);
  Value made = Value::unknown(arena.make<UnknownInfo>(info), value.origin());
  return value.sensitive() ? made.as_sensitive() : made;
}

Value with_members(const Value& value, std::span<const Value> members, Arena& arena) {
  if (!value.is_unknown() || members.empty()) return value;
  UnknownInfo info = value.unknown() ? *value.unknown() : UnknownInfo{};
  info.members = arena.make<Value>(Value::list(arena.copy(members)));
  Value made = Value::unknown(arena.make<UnknownInfo>(info), value.origin());
  return value.sensitive() ? made.as_sensitive() : made;
}

bool is_nothing(const Value& value) {
  return value.is_null() || (value.is_list() && value.items().empty()) || (value.is_map() && value.entries().empty());
}

}  // namespace bulkhead::terraform
