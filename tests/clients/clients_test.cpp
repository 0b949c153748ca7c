// `bulkhead lsp` with the editors of this machine. What is not installed is skipped; `./dev clients` installs and runs all.
#include "tests/support/command.h"
#include "tests/support/locations.h"

using bulkhead::test::CommandResult;

namespace {

void drive(const std::string& client) {
  const std::string script = bulkhead::test::source_directory() + "/tests/clients/run.py";
  const std::vector<std::string> command = {"PYTHONDONTWRITEBYTECODE=1", "python3", script, bulkhead::test::bulkhead_binary(), client};
  CommandResult result = bulkhead::test::run("/usr/bin/env", command);
  if (result.exit_code == 77) SKIP(result.output.substr(0, result.output.find('\n')));
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 0);
}

}  // namespace

TEST_CASE("Neovim", "[clients]") { drive("neovim"); }
TEST_CASE("Neovim 0.11", "[clients]") { drive("neovim-0.11"); }
TEST_CASE("Emacs with eglot", "[clients]") { drive("eglot"); }
TEST_CASE("Emacs with lsp-mode", "[clients]") { drive("lsp-mode"); }
TEST_CASE("Vim with ALE", "[clients]") { drive("ale"); }
TEST_CASE("recorded capabilities of editors", "[clients]") { drive("pygls"); }
TEST_CASE("Visual Studio Code", "[clients][slow]") { drive("vscode"); }
