#include "analyzer/cli/completion.h"
#include "analyzer/report/report.h"

namespace bulkhead::cli {
namespace {

constexpr const char* kBegin = R"~(#compdef bulkhead

_bulkhead_rule() { compadd "$@" -l -d bulkhead_rule_lines -a bulkhead_rule_ids }
_bulkhead_rules() { _sequence -s , _bulkhead_rule }
_bulkhead_environments() { local -a names=(${(f)"$(bulkhead complete environments 2>/dev/null)"}); compadd -a names }
_bulkhead_revisions() { local -a names=(${(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"}); compadd -a names }
_bulkhead_reports() {
  if compset -P '*='; then _files; else compadd -a bulkhead_report_names; fi
}

_bulkhead() {
  local context state state_descr line
  typeset -A opt_args
)~";

constexpr const char* kEnd = R"~(  esac
}

# Loaded by compinit the file is the function's body; read by `source` it registers the function.
if [[ $funcstack[1] == _bulkhead ]]; then _bulkhead "$@"; else compdef _bulkhead bulkhead; fi
)~";

/// For what _arguments and _describe take apart at colons and brackets.
std::string escaped(const std::string& text) {
  std::string out;
  for (char c : text) out += (c == ':' || c == '[' || c == ']' || c == '\\' ? "\\" : "") + std::string(1, c);
  return out;
}

std::string action(const OptionWords& option) {
  switch (option.value) {
    case Value::words: return "(" + spaced(option.words) + ")";
    case Value::reports: return "_bulkhead_reports";
    case Value::rules: return option.list ? "_bulkhead_rules" : "_bulkhead_rule";
    case Value::environments: return "_bulkhead_environments";
    case Value::revisions: return "_bulkhead_revisions";
    case Value::folders: return "_files -/";
    case Value::files: return "_files";
    case Value::none:
    case Value::text: break;
  }
  return " ";
}

std::string specification(const OptionWords& option, const std::string& name) {
  std::string out = option.repeatable ? "*" : "";
  out += name + (option.value != Value::none && name.starts_with("--") ? "=" : "") + "[" + escaped(option.description) + "]";
  if (option.value != Value::none) out += ":" + escaped(option.type) + ":" + action(option);
  return shell_quoted(out);
}

std::string arguments(const CommandWords& command) {
  std::string out = "      _arguments -S";
  for (const OptionWords& option : command.options)
    for (const auto& name : option.names) out += " \\\n        " + specification(option, name);
  for (const OptionWords& position : command.positions)
    out += " \\\n        " +
           shell_quoted((position.repeatable ? "*:" : ":") + escaped(position.description) + ":" + action(position));
  return out;
}

}  // namespace

std::string zsh_completion(const std::vector<CommandWords>& commands) {
  std::string out = kBegin, ids, lines;
  for (const RuleWord& rule : rule_words()) {
    ids += " " + rule.id;
    lines += " \\\n    " + shell_quoted(rule.id + "  " + rule.title);
  }
  out += "  local -a bulkhead_report_names=(" + spaced(report::format_list()) + ")\n  local -a bulkhead_rule_ids=(" + ids + ")\n";
  out += "  local -a bulkhead_rule_lines=(" + lines + ")\n  local -a bulkhead_commands=(\n";
  for (const CommandWords& command : commands)
    out += "    " + shell_quoted(command.name + ":" + escaped(command.description)) + "\n";
  out += "  )\n  _arguments -C '(- *)'{-h,--help}'[Print help and exit]' '1: :->command' '*:: :->argument' && return\n";
  out += "  if [[ $state == command ]]; then\n    _describe command bulkhead_commands\n    return\n  fi\n  case $words[1] in\n";
  for (const CommandWords& command : commands) out += "    " + command.name + ")\n" + arguments(command) + " ;;\n";
  return out + kEnd;
}

}  // namespace bulkhead::cli
