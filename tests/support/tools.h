// Programs of others that a test drives: those of `./dev integrations`, or what is on PATH.
#pragma once
#include <string>
#include <vector>

#include "tests/support/command.h"

namespace bulkhead::test {

/// Path of the program, of the project's own installation (build/integrations, or $BULKHEAD_INTEGRATIONS) or on PATH; empty where there is none.
std::string tool(const std::string& name);
/// "NAME is not installed here: ./dev integrations installs it".
std::string absent(const std::string& name);

}  // namespace bulkhead::test
