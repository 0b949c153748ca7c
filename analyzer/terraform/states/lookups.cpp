#include "analyzer/terraform/states/lookups.h"

#include <algorithm>

#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/remote_state.h"
#include "analyzer/terraform/states/resource_walk.h"
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

/// The tag Name, in `tags` or in a filter.
Value tag_name(ModuleInstance& module, ResourceInstance& instance) {
  if (Value tag = written(module, instance, "tags")["Name"]; !tag.is_absent()) return tag;
  const Member* filters = instance.declaration->is_data ? instance.declaration->member("filter") : nullptr;
  if (filters == nullptr) return {};
  Value all = module.member(instance, static_cast<std::size_t>(filters - instance.declaration->members.data()));
  for (const Value& filter : all.items())
    if (filter["name"].equals("tag:Name").yes() && filter["values"].items().size() == 1) return filter["values"].at(0);
  return {};
}

/// What an argument such as `key_vault_id` leads to, by its name: a text, the end of an identifier, or the resource or data source that it refers to.
std::string scope_name(ModuleInstance& module, ResourceInstance& instance, std::string_view argument) {
  Value value = written(module, instance, argument);
  if (value.is_string()) return std::string(value.as_string().substr(value.as_string().rfind('/') + 1));
  const UnknownInfo* info = value.unknown();
  if (info == nullptr || !info->pattern.empty()) return {};
  std::string_view reference = info->reference;
  if (!reference.ends_with(".id") && !reference.ends_with(".name")) return {};
  ModuleInstance* root = &module;
  while (root->parent() != nullptr) root = root->parent();
  FoundInstance found = find_instance(*root, reference.substr(0, reference.rfind('.')));
  if (found.instance == nullptr || found.instance == &instance) return {};
  return std::string(written(*found.module, *found.instance, "name").as_string());
}

}  // namespace

std::string lookup_name(ModuleInstance& module, ResourceInstance& instance, std::string_view argument, std::string_view scope) {
  Value value = argument == "@Name" ? tag_name(module, instance) : written(module, instance, argument);
  std::string name(value.as_string());
  if (name.empty() || name.find_first_of("*?") != std::string::npos || name == "default") return {};
  if (scope.empty()) return name;
  std::string around = scope_name(module, instance, scope);
  return around.empty() ? around : around + "/" + name;
}

std::optional<Value> looked_up_attribute(ModuleInstance& module, ResourceInstance& instance, std::string_view attribute) {
  std::string_view type = instance.declaration->type;
  if (is_made(attribute)) return std::nullopt;
  StackState& state = module.state();
  for (const Lookup& row : kLookups) {
    if (row.data != type || row.asked == attribute) continue;
    std::string name = lookup_name(module, instance, row.asked, row.scope);
    if (name.empty()) continue;
    StackState::FoundResource found = state.resource_of(row, name);
    if (found.instance == nullptr) continue;
    if (written(*found.module, *found.instance, "type").equals("SecureString").yes()) return std::nullopt;
    const std::string& stack = found.stack->plan().id;
    std::string_view asked = state.arena().copy(std::string_view(std::string(found.instance->address) + "." + std::string(attribute)));
    StackState::OutputRead read{stack, asked};
    if (state.is_reading(read)) return std::nullopt;
    state.begin_reading(read);
    Value value = written(*found.module, *found.instance, attribute);
    state.end_reading();
    if (value.is_absent()) return std::nullopt;
    Value here = import_value(value, stack, instance.declaration->header, state);
    return type == "azurerm_key_vault_secret" && attribute == "value" ? here.as_sensitive() : here;
  }
  return std::nullopt;
}

}  // namespace bulkhead::terraform
