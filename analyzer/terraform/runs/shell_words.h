// Words of shell text with the values that are known at that point.
#pragma once
#include "analyzer/terraform/runs/job.h"
#include "parsers/shell/shell.h"

namespace bulkhead::terraform {

/// A variable's text, and whether it was assigned where it is not known that it ran (a branch, a loop, a function).
struct ShellVariable {
  std::string text;
  bool conditional = false;
};
using ShellVariables = std::map<std::string, ShellVariable, std::less<>>;

/// Where the shell stands: paths from the scan root.
struct ShellPlace {
  std::string directory;
  std::string script_directory;
};

/// The word's text; what is not known stands in it as `${NAME}` or `${?}`. A path that starts at the checkout's root starts with `//`.
std::string expand_word(const shell::Word& word, const ShellVariables& variables, const ShellPlace& place, bool conditional);

/// `path` seen from `directory`; `${?}` where it leaves the scan root or is absolute.
std::string join_path(std::string_view directory, std::string_view path);

}  // namespace bulkhead::terraform
