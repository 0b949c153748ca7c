// A repository whose hooks pre-commit runs, with the built program on PATH.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/git_repository.h"
#include "tests/support/locations.h"
#include "tests/support/tools.h"

namespace bulkhead::test {

/// A manifest of a pod in the namespace of an environment; `privileged` pods are findings.
inline std::string pod_manifest(const std::string& name, bool privileged, const std::string& environment = "prod") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", namespace: shop-" + environment +
         "}\nspec:\n  containers:\n    - name: web\n      securityContext: {privileged: " + (privileged ? "true" : "false") + "}\n";
}

class HookedRepository : public TestRepository {
 public:
  /// Runs a program with pre-commit's home and the built bulkhead first on PATH.
  CommandResult with_hooks(std::vector<std::string> command, const std::string& directory = "") const {
    const std::string binary = bulkhead_binary(), path = std::getenv("PATH") ? std::getenv("PATH") : "";
    command.insert(command.begin(), {"PRE_COMMIT_HOME=" + home_.at("home"), "PRE_COMMIT_COLOR=never", "BULKHEAD_BINARY=" + binary, "PIP_NO_INDEX=1",
                                     "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=protocol.file.allow", "GIT_CONFIG_VALUE_0=always",
                                     "PATH=" + std::filesystem::path(binary).parent_path().string() + ":" + path});
    CommandResult done = run("/usr/bin/env", command, directory.empty() ? at() : directory);
    done.output += done.errors;                                            // one text, as a person sees it
    return done;
  }
  CommandResult pre_commit(std::vector<std::string> arguments, const std::string& directory = "") const {
    arguments.insert(arguments.begin(), tool("pre-commit"));
    return with_hooks(arguments, directory);
  }
  /// git with hooks that run; what they and git say is in the output.
  CommandResult hooked_git(std::vector<std::string> arguments, const std::string& directory = "") const {
    arguments.insert(arguments.begin(), {"git", "-c", "user.name=t", "-c", "user.email=t@example.org"});
    return with_hooks(arguments, directory);
  }
  /// Lets pre-commit run the hooks `ids` of the manifest, each with the program on PATH, for `stage`. Two rules are
  /// looked at: privileged containers, and ways out.
  void install(const std::vector<std::string>& ids, const std::string& stage = "pre-commit") const;

 private:
  Scratch home_;
};

}  // namespace bulkhead::test
