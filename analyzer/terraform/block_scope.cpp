// `each`, `count`, `self` and iterators of dynamic blocks.
#include <algorithm>
#include <array>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

Value BlockScope::resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  for (const BlockIterator* iterator = iterator_; iterator && !path.empty(); iterator = iterator->outer) {
    if (iterator->name != path[0]) continue;
    consumed = std::min<std::size_t>(path.size(), 2);
    if (path.size() > 1) return path[1] == "key" ? iterator->key : iterator->value;
    std::array<Entry, 2> entries{Entry{"key", iterator->key, {}}, Entry{"value", iterator->value, {}}};
    Arena& arena = module_.state().arena();
    return Value::map(arena.copy(std::span<const Entry>(entries)), iterator->value.origin());
  }
  if (path.size() >= 2) {
    if (path[0] == "each" || path[0] == "count") return resolve_each(path, consumed, at);
    if (path[0] == "self" && self_) {
      consumed = 2;
      return module_.attribute(*self_, path[1]);
    }
  }
  return module_.resolve(path, consumed, at);
}

Value BlockScope::resolve_each(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  InstanceKey::Kind wanted = path[0] == "each" ? InstanceKey::Kind::keyed : InstanceKey::Kind::counted;
  if (!key_ || key_->kind != wanted) return module_.resolve(path, consumed, at);
  consumed = 2;
  return path[1] == "value" ? key_->each_value : key_->index;
}

}  // namespace bulkhead::terraform
