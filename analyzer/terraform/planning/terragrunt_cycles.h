// Units that depend on one another in a circle.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "analyzer/terraform/stacks.h"

namespace bulkhead::terraform {

/// Folder of a unit -> folders that it depends on, whether or not there are units in them.
using UnitGraph = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Marks in every unit the dependencies that lead back to it (UnitPlan::cyclic).
void mark_cycles(const UnitGraph& graph, std::vector<StackPlan>& plans);

}  // namespace bulkhead::terraform
