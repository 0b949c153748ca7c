#include "analyzer/cli/command_words.h"

#include <CLI/CLI.hpp>

#include "analyzer/cli/session.h"
#include "analyzer/report/leaves.h"

namespace bulkhead::cli {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out(1);
  for (char c : text) {
    if (c == separator) out.emplace_back();
    else out.back() += c;
  }
  return out;
}

Value value_of(const OptionWords& option) {
  const std::string& name = option.names.back();
  if (!option.words.empty()) return Value::words;
  if (option.type.starts_with("FORMAT[")) return Value::reports;
  if (option.type == "RULE|REQUIREMENT") return Value::rules;
  if (option.type == "FILE" || option.type == "PATH" || name == "--stdin-filename") return Value::files;
  if (option.type == "DIR") return Value::folders;
  if (option.type == "GIT-REF") return Value::revisions;
  return name == "--environment" || name == "--env" ? Value::environments : Value::text;
}

OptionWords option_words(const CLI::Option& option) {
  OptionWords out;
  out.description = option.get_description();
  if (option.get_positional()) out.names.push_back(option.get_name(true));
  for (const auto& name : option.get_snames()) out.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) out.names.push_back("--" + name);
  if (option.get_items_expected_max() == 0) return out;
  // The library appends what a check says of itself: `WHEN:{auto,always,never}`, `N:INT in [0 - 1024]`.
  const std::string shown = option.get_type_name();
  out.type = shown.substr(0, shown.find(':'));
  auto open = shown.find('{'), close = shown.find('}');
  if (open != std::string::npos && close != std::string::npos) out.words = split(shown.substr(open + 1, close - open - 1), ',');
  out.list = option.get_delimiter() == ',';
  out.repeatable = option.get_expected_max() > 1;
  out.value = value_of(out);
  return out;
}

}  // namespace

std::vector<CommandWords> command_words(const CLI::App& app) {
  std::vector<CommandWords> out;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_group().empty()) continue;
    CommandWords& words = out.emplace_back(CommandWords{command->get_name(), command->get_description(), {}, {}});
    for (const CLI::Option* option : command->get_options())
      (option->get_positional() ? words.positions : words.options).push_back(option_words(*option));
  }
  return out;
}

std::vector<RuleWord> rule_words() {
  Session session;
  load_rules({}, session);
  std::vector<RuleWord> out;
  for (const Rule& rule : session.rules.rules()) out.push_back({rule.id, rule.title});
  for (const report::Leaf& leaf : report::leaves()) out.push_back({std::string(leaf.id), std::string(leaf.title)});
  return out;
}

}  // namespace bulkhead::cli
