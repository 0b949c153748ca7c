// `bulkhead completion SHELL`: made from the options themselves, so that it cannot fall behind.
#include <CLI/CLI.hpp>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/run.h"

namespace bulkhead::cli {
namespace {

std::vector<std::string> long_options(const CLI::App& command) {
  std::vector<std::string> out;
  for (const CLI::Option* option : command.get_options())
    for (const auto& name : option->get_lnames()) out.push_back("--" + name);
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string bash(const std::vector<const CLI::App*>& commands) {
  std::vector<std::string> names;
  std::string cases;
  for (const CLI::App* command : commands) {
    names.push_back(command->get_name());
    cases += "    " + command->get_name() + ") words=\"" + joined(long_options(*command)) + "\" ;;\n";
  }
  return "_bulkhead() {\n  local current=\"${COMP_WORDS[COMP_CWORD]}\" words\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"" + joined(names) +
         "\" -- \"$current\"))\n    return\n  fi\n  case \"${COMP_WORDS[1]}\" in\n" + cases +
         "  esac\n  case \"$current\" in\n    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$current\")) ;;\n    *) COMPREPLY=($(compgen -f -- \"$current\")) ;;\n  esac\n}\n"
         "complete -o filenames -F _bulkhead bulkhead\n";
}

std::string fish(const std::vector<const CLI::App*>& commands) {
  std::string out;
  for (const CLI::App* command : commands) {
    out += "complete -c bulkhead -n __fish_use_subcommand -a " + command->get_name() + " -d '" + command->get_description() + "'\n";
    for (const auto& option : long_options(*command)) out += "complete -c bulkhead -n '__fish_seen_subcommand_from " + command->get_name() + "' -l " + option.substr(2) + "\n";
  }
  return out;
}

}  // namespace

int completion(const std::string& shell, const CLI::App& app) {
  auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  std::string script = shell == "fish" ? fish(commands) : bash(commands);
  // zsh reads bash's completions by a module of its own.
  if (shell == "zsh") script = "autoload -U +X bashcompinit && bashcompinit\n" + script;
  return print(script) ? kNothingFound : kError;
}

}  // namespace bulkhead::cli
