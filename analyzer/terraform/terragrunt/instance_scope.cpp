#include "analyzer/terraform/terragrunt/instance_scope.h"

namespace bulkhead::terraform::terragrunt {

const hcl::Block* expansion_of(const hcl::Body& body) {
  for (const hcl::Block* inner : body.blocks)
    if (inner->type == "expansion" && inner->body) return inner;
  return nullptr;
}

Expansion expand_block(const hcl::Body& body, FileId file, Scope& scope, StackState& state) {
  const hcl::Block* written = expansion_of(body);
  if (written == nullptr) return {InstanceKey::Kind::single, true, {InstanceKey{}}};
  const hcl::Attribute* count = written->body->attribute("count");
  const hcl::Attribute* for_each = written->body->attribute("for_each");
  if ((count == nullptr) == (for_each == nullptr)) state.problem({file, written->begin, written->header_end}, "expansion takes one of count and for_each");
  return expand(count, for_each, file, scope, state);
}

Value InstanceScope::resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  bool keyed = key_.kind == InstanceKey::Kind::keyed, counted = key_.kind == InstanceKey::Kind::counted;
  if (path.size() < 2 || !((keyed && path[0] == "each") || (counted && path[0] == "count"))) return base_.resolve(path, consumed, at);
  consumed = 2;
  if (path[1] == (keyed ? "key" : "index")) return key_.index;
  if (keyed && path[1] == "value") return key_.each_value;
  std::string reference = std::string(path[0]) + "." + std::string(path[1]);
  state_.problem(at, "there is no " + reference);
  return state_.unknown(UnknownInfo::Cause::error, reference);
}

}  // namespace bulkhead::terraform::terragrunt
