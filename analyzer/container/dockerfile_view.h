// Stages and instructions of a Dockerfile as values: the attributes that rules see (documented in units.h).
#pragma once
#include "analyzer/container/dockerfile_stages.h"

namespace bulkhead::container {

/// {stages: […], arguments: […]}.
Value dockerfile_attributes(const dockerfile::File& file, std::string_view text, BuildPlan& plan, ValueBuilder& build,
                            std::vector<Diagnostic>& diagnostics);

}  // namespace bulkhead::container
