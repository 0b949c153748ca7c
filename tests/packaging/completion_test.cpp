// Completions, asked by the shells themselves: the script is loaded and the shell says what it offers.
#include <catch2/catch_test_macros.hpp>
#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "tests/support/git_repository.h"
#include "tests/support/locations.h"

using bulkhead::test::CommandResult;
using bulkhead::test::run;
using bulkhead::test::TestRepository;
namespace fs = std::filesystem;

namespace {

struct Case {
  const char* line;
  std::vector<std::string> words;        // sorted; without the directory's slash, and what stands before an equals sign or a comma
};

const std::vector<Case> kCases = {
    {"bulkhead e", {"environments", "eval", "explain"}},
    {"bulkhead comp", {"completion"}},
    {"bulkhead scan --st", {"--staged", "--statistics", "--stdin-filename", "--strict"}},
    {"bulkhead hook --fail", {"--fail-on"}},
    {"bulkhead completion ", {"bash", "fish", "zsh"}},
    {"bulkhead scan --color ", {"always", "auto", "never"}},
    {"bulkhead scan --color=a", {"always", "auto"}},
    {"bulkhead scan --format s", {"sarif", "sonar"}},
    {"bulkhead scan --format=gitlab", {"gitlab", "gitlab-sast"}},
    {"bulkhead environments --format s", {"svg"}},
    {"bulkhead scan --select shared-re", {"shared-realm"}},
    {"bulkhead scan --select shared-realm,shared-c", {"shared-credential"}},
    {"bulkhead scan --ignore 2.1", {"2.1", "2.10", "2.11"}},
    {"bulkhead explain privileged-c", {"privileged-container"}},
    {"bulkhead scan --env ", {"development", "production"}},
    {"bulkhead scan --diff-base fea", {"feature"}},
    {"bulkhead scan --rules own", {"own rules"}},
    {"bulkhead scan --baseline old", {"old.json"}},
    {"bulkhead scan own", {"own rules"}},
};

struct Offered {
  std::vector<std::string> words;
  std::string errors;
};

/// What `shell` offers in `repository`.
Offered offered(const TestRepository& repository, const std::string& shell, const std::string& script, const std::string& line) {
  const std::string path = std::getenv("PATH") ? std::getenv("PATH") : "";
  const std::string bin = fs::path(bulkhead::test::bulkhead_binary()).parent_path().string();
  std::vector<std::string> command = {"PATH=" + bin + ":" + path, "HOME=" + repository.at(".git"), "TERM=dumb", shell};
  if (shell == "zsh") command.push_back("-f");
  if (shell == "fish") command.push_back("--no-config");
  command.insert(command.end(), {bulkhead::test::source_directory() + "/tests/packaging/shells/complete." + shell, script, line});
  CommandResult done = run("/usr/bin/env", command, repository.at());
  Offered out{{}, done.errors};
  std::istringstream lines(done.output);
  for (std::string word; std::getline(lines, word);) {
    std::erase(word, '\\');
    if (word.ends_with('/')) word.pop_back();
    if (auto part = word.find_last_of("=,"); part != std::string::npos) word.erase(0, part + 1);
    if (!word.empty()) out.words.push_back(word);
  }
  std::sort(out.words.begin(), out.words.end());
  return out;
}

}  // namespace

TEST_CASE("shells complete commands, options and values", "[packaging]") {
  TestRepository repository;
  for (const std::string environment : {"dev", "prod"})
    repository.write("deploy/" + environment + "/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: colours, namespace: shop-" +
                                                                environment + "}\ndata: {sky: blue}\n");
  repository.write("own rules/page.md", "");
  repository.write("old.json", "{}");
  repository.commit();
  repository.git({"branch", "feature"});
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    if (run("/usr/bin/env", {shell, "-c", "true"}).exit_code != 0) {
      WARN(shell << " is not installed here: its completions are not tried");
      continue;
    }
    const std::string script = repository.at(".git/completions/_bulkhead");
    repository.write(".git/completions/_bulkhead", bulkhead::test::run_bulkhead({"completion", shell}).output);
    for (const Case& expected : kCases) {
      Offered words = offered(repository, shell, script, expected.line);
      INFO(shell << ": " << expected.line << "\n" << words.errors);
      CHECK(words.words == expected.words);
    }
  }
}

TEST_CASE("the manual page describes every command and formats without a warning", "[packaging]") {
  const std::string page = bulkhead::test::run_bulkhead({"manual"}).output;
  CHECK(page.starts_with(".TH BULKHEAD 1"));
  for (const char* word : {".SS bulkhead scan", ".SS bulkhead completion", "\\-\\-diff\\-base", ".SH EXIT STATUS"})
    CHECK(page.find(word) != std::string::npos);
  // What serves the completions and this page only is not described.
  CHECK(page.find(".SS bulkhead manual") == std::string::npos);
  CHECK(bulkhead::test::run_bulkhead({"--help"}).output.find("manual") == std::string::npos);
  bulkhead::test::Scratch scratch;
  scratch.write("bulkhead.1", page);
  if (run("/usr/bin/env", {"groff", "--version"}).exit_code != 0) SKIP("groff is not installed here");
  CommandResult formatted = run("/usr/bin/env", {"groff", "-man", "-ww", "-Tascii", scratch.at("bulkhead.1")});
  CHECK(formatted.exit_code == 0);
  CHECK(formatted.errors == "");
}
