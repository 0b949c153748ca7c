// Resources of a whole stack, child modules included, without evaluating what holds none of them.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// Calls `visit` for every instance of a managed resource of `type`, in the order of the declarations. Module calls that lead to no such resource are
/// not expanded.
void each_resource(ModuleInstance& root, std::string_view type, const std::function<void(ModuleInstance&, ResourceInstance&)>& visit);

/// Types of the managed resources that a root module and the modules that it calls declare.
std::set<std::string, std::less<>> declared_types(ModuleCache& modules, const std::string& root);

struct FoundInstance {
  ModuleInstance* module = nullptr;      // null: there is none
  ResourceInstance* instance = nullptr;
};
/// The instance at an address such as `module.db["a"].aws_ssm_parameter.host[0]` or `data.aws_vpc.main`.
FoundInstance find_instance(ModuleInstance& root, std::string_view address);

}  // namespace bulkhead::terraform
