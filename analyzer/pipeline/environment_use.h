// Environments and the reasons for them, counted over resources.
#pragma once
#include <vector>

#include "analyzer/pipeline/analyze.h"

namespace bulkhead {

/// Environments of the resources of one unit, each with its reasons.
std::vector<EnvironmentUse> environments_of(const Unit& unit);
/// Adds `more` to `into`; both stay sorted by tier and name.
void unite_environments(std::vector<EnvironmentUse>& into, const std::vector<EnvironmentUse>& more);

}  // namespace bulkhead
