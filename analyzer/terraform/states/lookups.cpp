#include "analyzer/terraform/states/lookups.h"

#include <algorithm>

#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/remote_state.h"
#include "analyzer/terraform/states/state_index.h"

namespace bulkhead::terraform {
namespace {

Value written(ModuleInstance& module, ResourceInstance& instance, std::string_view name) {
  const Member* member = instance.declaration->member(name);
  if (member == nullptr || !member->attribute) return {};
  return module.member(instance, static_cast<std::size_t>(member - instance.declaration->members.data()));
}

/// The provider makes these; asking for them would look through the estate for nothing.
bool is_made(std::string_view attribute) {
  return attribute == "id" || attribute == "arn" || attribute == "ids" || attribute == "address" || attribute == "endpoint" || attribute == "dns_name" || attribute == "zone_id" ||
         attribute == "key_id" || attribute == "target_key_arn";
}

}  // namespace

std::optional<Value> looked_up_attribute(ModuleInstance& module, ResourceInstance& instance, std::string_view attribute) {
  std::string_view type = instance.declaration->type;
  if (is_made(attribute)) return std::nullopt;
  for (const Lookup& row : kLookups) {
    if (row.data != type || row.asked.starts_with("@") || !row.scope.empty() || row.asked == attribute) continue;
    Value name = written(module, instance, row.asked);
    if (!name.is_string()) continue;
    StackState& state = module.state();
    auto [other, index] = state.resource_of(row.type, row.given, name.as_string());
    if (other == nullptr) continue;
    for (ResourceInstance& found : other->root().resource(index).instances) {
      if (written(other->root(), found, row.given).as_string() != name.as_string()) continue;
      if (written(other->root(), found, "type").equals("SecureString").yes()) return std::nullopt;
      std::string_view asked = state.arena().copy(std::string_view(std::string(found.address) + "." + std::string(attribute)));
      StackState::OutputRead read{other->plan().id, asked};
      if (state.is_reading(read)) return std::nullopt;
      state.begin_reading(read);
      Value value = written(other->root(), found, attribute);
      state.end_reading();
      if (value.is_absent()) return std::nullopt;
      return import_value(value, other->plan().id, instance.declaration->header, state);
    }
  }
  return std::nullopt;
}

}  // namespace bulkhead::terraform
