// `bulkhead manual` (hidden): the manual page bulkhead(1), as groff and mandoc read it.
#include <CLI/CLI.hpp>

#include "analyzer/cli/command_words.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/run.h"

namespace bulkhead::cli {
namespace {

constexpr const char* kBegin = R"~(.TH BULKHEAD 1 "" "bulkhead @VERSION@" "User Commands"
.SH NAME
bulkhead \- find what breaks the walls between environments before it is deployed
.SH SYNOPSIS
.B bulkhead
.I COMMAND
.RI [ OPTION ]...
.RI [ PATH ]...
.SH DESCRIPTION
Reads Terraform and its plans, Terragrunt, Kubernetes manifests, Helm output, Compose files and Dockerfiles, works out which
environment every piece belongs to, and reports links between environments, credentials that they share, missing separation of realms,
privileged containers and plaintext secrets.
Nothing is executed, nothing is fetched, and no secret appears in any output.
.SH COMMANDS
)~";

constexpr const char* kEnd = R"~(.SH EXIT STATUS
.TP
.B 0
Nothing at or above the severity of
.BR \-\-fail\-on .
.TP
.B 1
Findings.
.TP
.B 2
Wrong usage, wrong configuration, or something could not be read at all.
.TP
.B 3
With
.BR \-\-strict :
something could not be read or known.
.SH ENVIRONMENT
.TP
.BR NO_COLOR ", " FORCE_COLOR ", " CLICOLOR_FORCE
Colour never or always, where
.B \-\-color
is
.IR auto .
.TP
.BR GIT_DIR ", " GIT_INDEX_FILE
Where git keeps what a commit holds; read with
.B \-\-staged
and by
.BR hook .
.TP
.BR PRE_COMMIT_FROM_REF ", " PRE_COMMIT_TO_REF
The two ends that
.B hook
compares, as pre-commit sets them.
.TP
.B SOURCE_DATE_EPOCH
The present day for expiry dates, in seconds since 1970.
.SH FILES
.TP
.I bulkhead.yaml
Configuration, found in the folder that is scanned or above it up to the root of the repository.
.SH EXAMPLES
.TP
.B bulkhead scan
Everything below the current folder.
.TP
.B bulkhead scan \-\-diff\-base origin/main \-\-format github \-\-format sarif=bulkhead.sarif
What a branch causes, for a pull request.
.TP
.B bulkhead explain shared\-realm
One rule: why it matters, what to do, examples.
)~";

/// Text of a line: hyphens that can be copied, no requests. Words of ours hold no control characters.
std::string escaped(const std::string& text) {
  std::string out;
  for (char c : text) out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string line(const OptionWords& option) {
  std::string out;
  for (const auto& name : option.names) out += (out.empty() ? "" : ", ") + ("\\fB" + escaped(name) + "\\fR");
  std::string values;
  for (const auto& word : option.words) values += (values.empty() ? "" : "|") + word;
  if (option.value != Value::none) out += " \\fI" + escaped(values.empty() ? option.type : values) + "\\fR";
  const bool repeatable = option.repeatable && option.description.find("repeatable") == std::string::npos;
  return ".TP\n" + out + "\n" + escaped(option.description) + "." + (repeatable ? " Repeatable." : "") + "\n";
}

std::string synopsis(const CommandWords& command) {
  std::string out = ".SS bulkhead " + escaped(command.name);
  for (const OptionWords& position : command.positions)
    out += position.repeatable ? " [" + escaped(position.names.front()) + "...]" : " " + escaped(position.names.front());
  return out + "\n" + escaped(command.description) + ".\n";
}

bool same(const OptionWords& a, const OptionWords& b) {
  return a.names == b.names && a.description == b.description && a.words == b.words;
}

/// Options that most commands have are described once.
std::vector<OptionWords> shared_options(const std::vector<CommandWords>& commands) {
  std::vector<OptionWords> out;
  for (const CommandWords& command : commands)
    for (const OptionWords& option : command.options) {
      auto has = [&](const CommandWords& other) {
        return std::any_of(other.options.begin(), other.options.end(), [&](const OptionWords& o) { return same(o, option); });
      };
      auto known = std::any_of(out.begin(), out.end(), [&](const OptionWords& o) { return same(o, option); });
      auto takers = static_cast<std::size_t>(std::count_if(commands.begin(), commands.end(), has));
      if (!known && 2 * takers > commands.size()) out.push_back(option);
    }
  return out;
}

}  // namespace

int manual(const CLI::App& app, const std::string& version) {
  auto commands = command_words(app);
  auto shared = shared_options(commands);
  std::string out = kBegin;
  const std::string mark = "@VERSION@";
  out.replace(out.find(mark), mark.size(), escaped(version));
  for (const CommandWords& command : commands) {
    out += synopsis(command);
    bool takes_shared = false;
    for (const OptionWords& option : command.options) {
      bool once = std::any_of(shared.begin(), shared.end(), [&](const OptionWords& o) { return same(o, option); });
      if (!once) out += line(option);
      takes_shared |= once && option.names.back() != "--help";
    }
    if (takes_shared) out += ".PP\nAlso takes the options that commands share.\n";
  }
  out += ".SH OPTIONS THAT COMMANDS SHARE\n";
  for (const OptionWords& option : shared) out += line(option);
  return print(out + kEnd) ? kNothingFound : kError;
}

}  // namespace bulkhead::cli
