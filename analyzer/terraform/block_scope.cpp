// `each`, `count`, `self` and iterators of dynamic blocks.
#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

Value BlockScope::resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  if (path.size() >= 2) {
    for (const BlockIterator* iterator = iterator_; iterator; iterator = iterator->outer) {
      if (iterator->name != path[0]) continue;
      consumed = 2;
      return path[1] == "key" ? iterator->key : iterator->value;
    }
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
