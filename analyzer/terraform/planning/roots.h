// Folders that `terraform apply` would be run in.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "analyzer/terraform/module_cache.h"

namespace bulkhead::terraform {

/// Folders with configuration that no local module call leads to, or that have a backend or automatic variable files of their own. Sorted.
/// `taken`: folders that something else runs as its module (Terragrunt); they count as called.
std::vector<std::string> find_roots(ModuleCache& modules, const std::set<std::string, std::less<>>& taken = {});

/// Folders with configuration, sorted; copies of remote modules are left out.
std::vector<std::string> configuration_folders(const Workspace& workspace);

}  // namespace bulkhead::terraform
