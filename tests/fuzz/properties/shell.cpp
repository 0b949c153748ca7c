// Shell scripts.
#include "parsers/shell/shell.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {
namespace {

using namespace shell;

void check_word(const Word& word, const Command& command, Verdict& verdict) {
  verdict.expect(command.begin <= word.begin && word.begin <= word.end && word.end <= command.end, "word does not lie in its command", word.begin, word.end);
  bool literal = true;
  for (const Part& part : word.parts) literal = literal && part.kind == Part::Kind::literal;
  verdict.expect(literal == word.literal, "word is not as literal as its parts", word.begin, word.end);
}

}  // namespace

std::string broken_shell(std::string_view text) {
  Verdict verdict(text);
  Script script = parse_shell(text);
  for (const Command& command : script.commands) {
    verdict.inside(command.begin, command.end, "command");
    const bool named = command.name.end > command.name.begin;
    if (named) check_word(command.name, command, verdict);
    for (const Word& word : command.arguments) check_word(word, command, verdict);
    for (const Assignment& assignment : command.assignments) check_word(assignment.value, command, verdict);
    for (const Redirect& redirect : command.redirects) verdict.inside(redirect.target.begin, redirect.target.end, "target of a redirect");
    verdict.expect(named || !command.assignments.empty() || !command.redirects.empty(), "command of nothing", command.begin, command.end);
  }
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
