// Evaluated module instances -> resources of the unit.
#pragma once
#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// Appends every resource of `root` and of the modules below it to the unit, in a fixed order, and counts unknown values.
void emit_resources(ModuleInstance& root);

}  // namespace bulkhead::terraform
