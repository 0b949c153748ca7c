// count and for_each -> instances.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// Evaluates `count` or `for_each` of a block. Unknown: one instance with an unknown index. More than kMaxInstancesPerBlock: the
/// first ones, with a diagnostic.
Expansion expand(const Declaration& declaration, ModuleInstance& module);

/// The same for arguments of any block, one of them null.
Expansion expand(const hcl::Attribute* count, const hcl::Attribute* for_each, FileId file, Scope& scope, StackState& state);

/// `address[0]`, `address["a"]`, `address[*]` (unknown index) or `address`.
std::string instance_address(std::string_view address, const InstanceKey& key);

/// What a reference to the whole block gives: its one instance, a list of them by `count`, a map by `for_each`. `values` stand parallel
/// to the keys of a known expansion; `nothing` is the answer where a single block has no instance. (Terraform: "References to Resource
/// Attributes", "Referring to Instances".)
Value gather(const Expansion& expansion, std::span<const Value> values, const Value& nothing, const Origin* origin, Arena& arena);

}  // namespace bulkhead::terraform
