#include <map>

#include "analyzer/cli/completion.h"
#include "analyzer/report/report.h"

namespace bulkhead::cli {
namespace {

// Bash takes `--format=json` and `sarif=FILE` apart at the equals sign; what stands before it decides.
constexpr const char* kBegin = R"~(_bulkhead() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  local start= options= kind=files words=
  if [[ $COMP_CWORD -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W '@COMMANDS@' -- "$current")
    return
  fi
  if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
  case $command in
)~";

constexpr const char* kEnd = R"~(  esac
  if [[ $current == -* && $kind == files ]]; then kind=words words=$options; fi
  case $kind in
    rules) [[ $current != *,* ]] || start=${current%,*}, current=${current##*,}
           words='@RULES@' ;;
    environments) words=$(bulkhead complete environments 2>/dev/null) ;;
    revisions) words=$(git for-each-ref --format='%(refname:short)' 2>/dev/null) ;;
    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    text) COMPREPLY=(); return ;;
  esac
  mapfile -t COMPREPLY < <(compgen -P "$start" -W "$words" -- "$current")
}
complete -F _bulkhead bulkhead
)~";

std::string kind(const OptionWords& option) {
  switch (option.value) {
    case Value::words: return "kind=words words='" + spaced(option.words) + "'";
    case Value::reports: return "kind=words words='" + spaced(report::format_list()) + "'";
    case Value::rules: return "kind=rules";
    case Value::environments: return "kind=environments";
    case Value::revisions: return "kind=revisions";
    case Value::folders: return "kind=folders";
    case Value::files: return "kind=files";
    case Value::none:
    case Value::text: break;
  }
  return "kind=text";
}

std::string long_options(const CommandWords& command) {
  std::string out;
  for (const OptionWords& option : command.options)
    for (const auto& name : option.names)
      if (name.starts_with("--")) out += (out.empty() ? "" : " ") + name;
  return out;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

}  // namespace

std::string bash_completion(const std::vector<CommandWords>& commands) {
  std::vector<std::string> names, rules;
  for (const CommandWords& command : commands) names.push_back(command.name);
  for (const RuleWord& rule : rule_words()) rules.push_back(rule.id);
  std::string out = replaced(kBegin, "@COMMANDS@", spaced(names));
  for (const CommandWords& command : commands) {
    out += "    " + command.name + ")\n      options='" + long_options(command) + "'\n";
    // What the positions of a command take is offered where no option asks for a value.
    out += "      [[ $current == -* ]] || " + (command.positions.empty() ? "kind=text" : kind(command.positions.front())) + "\n";
    std::map<std::string, std::string> by_kind;
    for (const OptionWords& option : command.options) {
      if (option.value == Value::none) continue;
      std::string& patterns = by_kind[kind(option)];
      for (const auto& name : option.names) patterns += (patterns.empty() ? "" : "|") + name;
    }
    if (!by_kind.empty()) out += "      case $before in\n";
    for (const auto& [value, patterns] : by_kind) out += "        " + patterns + ") " + value + " ;;\n";
    if (!by_kind.empty()) out += "      esac\n";
    out += "      ;;\n";
  }
  return out + replaced(kEnd, "@RULES@", spaced(rules));
}

}  // namespace bulkhead::cli
