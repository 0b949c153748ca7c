// Folders that `terraform apply` would be run in.
#pragma once
#include <string>
#include <vector>

#include "analyzer/terraform/module_cache.h"

namespace bulkhead::terraform {

/// Folders with configuration that no local module call leads to, or that have a backend or automatic variable files of their own. Sorted.
std::vector<std::string> find_roots(ModuleCache& modules);

}  // namespace bulkhead::terraform
