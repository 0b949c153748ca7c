// count and for_each -> instances.
#pragma once
#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// Evaluates `count` or `for_each` of a block. Unknown: one instance with an unknown index. More than kMaxInstancesPerBlock: the
/// first ones, with a diagnostic.
Expansion expand(const Declaration& declaration, ModuleInstance& module);

/// `address[0]`, `address["a"]`, `address[*]` (unknown index) or `address`.
std::string instance_address(std::string_view address, const InstanceKey& key);

}  // namespace bulkhead::terraform
