// Everything that is handed out, made once from the built program.
#pragma once
#include <string>

#include "tests/support/command.h"

namespace bulkhead::test {

/// The folder of packages; empty, and why in `why`, where they cannot be made.
std::string packages(std::string& why);
/// Runs a bash script that ends at the first failure; `argument` is its $1.
CommandResult shell(const std::string& script, const std::string& directory = "", const std::string& argument = "");
bool has_command(const std::string& name);
bool python_has(const std::string& modules);

}  // namespace bulkhead::test
