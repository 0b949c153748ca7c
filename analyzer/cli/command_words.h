// The command line as data: what completions and the manual page are made from, so that they cannot fall behind.
#pragma once
#include <string>
#include <vector>

namespace CLI { class App; }

namespace bulkhead::cli {

/// What can stand where an option or a position takes a value.
enum class Value : unsigned char { none, text, words, reports, rules, files, folders, environments, revisions };

struct OptionWords {
  std::vector<std::string> names;        // "-h", "--help"; of a position its one name
  std::string description, type;         // type: as the help shows it, without the list of words
  Value value = Value::none;             // none: a flag
  std::vector<std::string> words;        // of Value::words
  bool repeatable = false, list = false; // list: several values in one, parted by commas

  bool is_long(std::size_t name) const { return names[name].starts_with("--"); }
};

struct CommandWords {
  std::string name, description;
  std::vector<OptionWords> options, positions;
};

/// All commands that the help lists, in its order.
std::vector<CommandWords> command_words(const CLI::App& app);

struct RuleWord {
  std::string id, title;
};
/// What --select and --ignore take: rules that are built in, then requirements of the standard.
std::vector<RuleWord> rule_words();

}  // namespace bulkhead::cli
