// Bodies of blocks -> values, shaped as in Terraform's plan JSON.
#pragma once
#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// An argument's value, or nested blocks as a list of maps, `dynamic` ones expanded (an unknown for_each gives one block of unknown
/// iteration values). `provider`, `providers` and `ignore_changes` name things: they become strings.
Value evaluate_member(const Member& member, BlockScope& scope, StackState& state);

/// A whole body as a map; its origin is the block's header.
Value evaluate_block(const hcl::Block& block, FileId file, BlockScope& scope, StackState& state, int depth = 0);

/// Arguments that say how a block is made, not what is made.
bool is_meta_argument(std::string_view name);

}  // namespace bulkhead::terraform
