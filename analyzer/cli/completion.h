// Scripts that complete the command line, one function per shell.
#pragma once
#include <string>
#include <vector>

#include "analyzer/cli/command_words.h"

namespace bulkhead::cli {

std::string bash_completion(const std::vector<CommandWords>& commands);
std::string zsh_completion(const std::vector<CommandWords>& commands);
std::string fish_completion(const std::vector<CommandWords>& commands);

/// Words parted by single spaces.
std::string spaced(const std::vector<std::string>& words);
/// `text` in single quotes for a shell.
std::string shell_quoted(const std::string& text);

}  // namespace bulkhead::cli
