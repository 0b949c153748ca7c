// Computed attributes whose value follows from the configuration, as the providers document them.
#pragma once
#include <optional>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// `json` of aws_iam_policy_document, `name` of aws_region (the provider's region), `output` of terraform_data, `rendered` of
/// template_file, `content` of local_file …; nullopt where only the provider knows.
std::optional<Value> known_attribute(ModuleInstance& module, ResourceInstance& instance, std::string_view name);

/// Adds what known_attribute knows to the entries of a whole instance; keeps them sorted.
void add_known_attributes(ModuleInstance& module, ResourceInstance& instance, std::vector<Entry>& entries);

}  // namespace bulkhead::terraform
