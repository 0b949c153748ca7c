// Running the built binary as a user would.
#pragma once
#include <string>
#include <vector>

namespace bulkhead::test {

struct CommandResult {
  int exit_code = -1;      // 128 + signal when killed
  std::string output;      // standard output
  std::string errors;      // standard error
};

/// Runs `program` with arguments, without a shell and with an empty standard input.
CommandResult run(const std::string& program, const std::vector<std::string>& arguments, const std::string& working_directory = "");
/// Runs the built bulkhead.
CommandResult run_bulkhead(const std::vector<std::string>& arguments, const std::string& working_directory = "");

}  // namespace bulkhead::test
