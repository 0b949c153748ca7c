// `bulkhead completion SHELL`, and the hidden `bulkhead complete environments` that its scripts ask.
#include "analyzer/cli/completion.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <unistd.h>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/run.h"
#include "analyzer/cli/session.h"

namespace bulkhead::cli {

std::string spaced(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string shell_quoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

int completion(const std::string& shell, const CLI::App& app) {
  auto commands = command_words(app);
  auto script = shell == "fish" ? fish_completion : shell == "zsh" ? zsh_completion : bash_completion;
  return print(script(commands)) ? kNothingFound : kError;
}

int complete_environments() {
  // Nobody waits longer for a word: a larger estate completes nothing here.
  std::signal(SIGALRM, [](int) { _exit(kNothingFound); });
  alarm(2);
  ScanOptions options;
  Session session;
  if (int code = open_session(options, session)) return code;
  analyse(options, session, nullptr);
  std::string out;
  for (const auto& use : session.analysis.environments)
    if (use.environment.known()) out += use.environment.name + "\n";
  return print(out) ? kNothingFound : kError;
}

}  // namespace bulkhead::cli
