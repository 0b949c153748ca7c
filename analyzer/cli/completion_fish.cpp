#include "analyzer/cli/completion.h"
#include "analyzer/report/report.h"

namespace bulkhead::cli {
namespace {

constexpr const char* kBegin = R"~(# Whether the command is one of these; without any: whether there is none yet.
function __fish_bulkhead_command
    set -l words (commandline -opc)
    if test (count $argv) -eq 0
        test (count $words) -eq 1
        return
    end
    test (count $words) -gt 1; and contains -- $words[2] $argv
end

function __fish_bulkhead_environments
    bulkhead complete environments 2>/dev/null
end

function __fish_bulkhead_revisions
    git for-each-ref --format='%(refname:short)' 2>/dev/null
end

)~";

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) out += (c == '\'' || c == '\\' ? "\\" : "") + std::string(1, c);
  return out + "'";
}

/// The options of `complete` that say what a value is.
std::string value(const OptionWords& option) {
  switch (option.value) {
    case Value::words: return " -x -a " + quoted(spaced(option.words));
    case Value::reports: return " -x -a " + quoted(spaced(report::format_list()));
    case Value::rules: return " -x -a '(" + std::string(option.list ? "__fish_complete_list , " : "") + "__fish_bulkhead_rules)'";
    case Value::environments: return " -x -a '(__fish_bulkhead_environments)'";
    case Value::revisions: return " -x -a '(__fish_bulkhead_revisions)'";
    case Value::folders: return " -x -a '(__fish_complete_directories)'";
    case Value::files: return " -r -F";
    case Value::text: return " -x";
    case Value::none: break;
  }
  return "";
}

}  // namespace

std::string fish_completion(const std::vector<CommandWords>& commands) {
  std::string out = kBegin;
  out += "function __fish_bulkhead_rules\n    printf '%s\\t%s\\n'";
  for (const RuleWord& rule : rule_words()) out += " \\\n        " + quoted(rule.id) + " " + quoted(rule.title);
  out += "\nend\n\ncomplete -c bulkhead -f\n";
  out += "complete -c bulkhead -n __fish_bulkhead_command -s h -l help -d 'Print help and exit'\n";
  for (const CommandWords& command : commands) {
    out += "\ncomplete -c bulkhead -n __fish_bulkhead_command -a " + command.name + " -d " + quoted(command.description) + "\n";
    const std::string start = "complete -c bulkhead -n '__fish_bulkhead_command " + command.name + "'";
    for (const OptionWords& option : command.options) {
      out += start;
      for (const auto& name : option.names) out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      out += value(option) + " -d " + quoted(option.description) + "\n";
    }
    // A position takes no dash option: `-x` and `-r` speak of options only.
    for (const OptionWords& position : command.positions) {
      std::string what = value(position);
      if (what.starts_with(" -x")) what.erase(0, 3);
      else if (what.starts_with(" -r")) what.erase(0, 3);
      if (!what.empty()) out += start + what + "\n";
    }
  }
  return out;
}

}  // namespace bulkhead::cli
