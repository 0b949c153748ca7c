// What the agents of build services make of a line of a log, written from what they do and not from how reports are written.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead::fuzz {

struct RunnerCommand {
  std::string name, data;
  std::map<std::string, std::string> properties;
};

/// GitHub's: "::name key=value,key=value::data", after blanks of any kind. Nothing where the line is no command.
std::optional<RunnerCommand> github_command(std::string_view line);
/// Azure's: "##vso[area.event key=value;key=value;]data", anywhere in the line.
std::optional<RunnerCommand> azure_command(std::string_view line);
/// Whether an agent of any kind would act on the line: either of the above, or the older "##[".
bool commands_something(std::string_view line);

}  // namespace bulkhead::fuzz
