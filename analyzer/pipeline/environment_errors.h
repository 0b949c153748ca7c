// Errors that only some environments of a root module have.
#pragma once
#include <span>
#include <vector>

#include "parsers/text/parsed.h"

namespace bulkhead {

/// The diagnostics of one root module, one list per environment: an error that not every environment has becomes a warning. The configuration
/// is accepted where it is applied, and environments are inferred: a map without this one's key may well mean that it is not deployed.
void doubt_environment_errors(std::span<std::vector<Diagnostic>* const> environments);

}  // namespace bulkhead
