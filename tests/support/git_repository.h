// A small repository of a test's own, made with git.
#pragma once
#include <string>
#include <vector>

#include "tests/support/command.h"
#include "tests/support/scratch.h"

namespace bulkhead::test {

class TestRepository : public Scratch {
 public:
  TestRepository() { git({"init", "-q", "-b", "main"}); }

  /// Runs git in the repository; its standard output.
  std::string git(std::vector<std::string> arguments, const std::string& directory = "") const {
    std::vector<std::string> all = {"git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always", "-c", "core.autocrlf=false", "-c", "core.hooksPath=/dev/null"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    auto done = run("/usr/bin/env", all, directory.empty() ? at() : directory);
    if (done.exit_code != 0) throw std::runtime_error("git " + arguments[0] + ": " + done.errors);
    return done.output;
  }
  /// Adds everything and commits it; the commit's name.
  std::string commit() const {
    git({"add", "-A"});
    git({"commit", "-q", "--allow-empty", "-m", "m"});
    std::string name = git({"rev-parse", "HEAD"});
    return name.substr(0, name.find('\n'));
  }
  void remove(const std::string& path) const { std::filesystem::remove_all(at(path)); }
  CommandResult bulkhead(std::vector<std::string> arguments) const { return run_bulkhead(arguments, at()); }
};

}  // namespace bulkhead::test
