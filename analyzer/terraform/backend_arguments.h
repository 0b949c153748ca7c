// A backend's arguments: the block's, those of files and those of the command line.
#pragma once
#include <vector>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// As `terraform init` puts them together for the stack's plan: what -backend-config gives wins. In no particular order.
std::vector<Entry> backend_arguments(const Declaration& backend, BlockScope& scope, StackState& state);

}  // namespace bulkhead::terraform
