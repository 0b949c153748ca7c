// The hooks, run by pre-commit itself where it is installed.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <yaml-cpp/yaml.h>

#include "tests/support/git_repository.h"
#include "tests/support/locations.h"

using bulkhead::test::CommandResult;
using bulkhead::test::run;
using bulkhead::test::TestRepository;
namespace fs = std::filesystem;

namespace {

const std::string kSource = bulkhead::test::source_directory();

std::string pod(const std::string& name) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", namespace: shop-prod}\nspec:\n  containers:\n    - name: web\n      securityContext: {privileged: true}\n";
}

const std::string kHarmless = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: colours, namespace: shop-prod}\ndata: {sky: blue}\n";

/// Runs pre-commit in `repository`, with the built program on PATH and as what the Python hooks install.
CommandResult pre_commit(const TestRepository& repository, const bulkhead::test::Scratch& home, std::vector<std::string> arguments) {
  const std::string binary = bulkhead::test::bulkhead_binary(), path = std::getenv("PATH") ? std::getenv("PATH") : "";
  arguments.insert(arguments.begin(), {"PRE_COMMIT_HOME=" + home.at("home"), "PRE_COMMIT_COLOR=never", "BULKHEAD_BINARY=" + binary, "PIP_NO_INDEX=1",
                                       "PATH=" + fs::path(binary).parent_path().string() + ":" + path, "pre-commit"});
  return run("/usr/bin/env", arguments, repository.at());
}

}  // namespace

TEST_CASE("the manifest has the hooks that are documented", "[packaging]") {
  YAML::Node hooks = YAML::LoadFile(kSource + "/.pre-commit-hooks.yaml");
  std::vector<std::string> ids;
  for (const auto& hook : hooks) {
    ids.push_back(hook["id"].as<std::string>());
    INFO(ids.back());
    for (const char* key : {"name", "entry", "language"}) CHECK(hook[key].IsScalar());
    CHECK(hook["require_serial"].as<bool>());
    CHECK(hook["entry"].as<std::string>().find("bulkhead") != std::string::npos);
    // A commit that only deletes files runs a hook only where it always runs.
    bool named = ids.back() == "bulkhead-changed";
    CHECK(hook["always_run"].as<bool>(false) != named);
    CHECK(hook["pass_filenames"].as<bool>(true) == named);
  }
  CHECK(ids == std::vector<std::string>{"bulkhead", "bulkhead-changed", "bulkhead-system", "bulkhead-docker"});
  // The container's hook calls the image by the name that the image file and the packed image give it.
  const std::string entry = hooks[3]["entry"].as<std::string>();
  CHECK(entry.ends_with(" bulkhead:latest hook"));
  for (const char* maker : {"Containerfile", "build.py"}) {
    std::ifstream file(kSource + "/packaging/image/" + maker);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    CHECK(text.find(std::string(maker) == "build.py" ? "NAME = \"bulkhead\"" : "-t bulkhead:latest") != std::string::npos);
  }
}

TEST_CASE("pre-commit runs each hook", "[packaging][slow]") {
  TestRepository repository;
  bulkhead::test::Scratch home;
  if (pre_commit(repository, home, {"--version"}).exit_code != 0) SKIP("pre-commit is not installed here");
  if (run("/usr/bin/env", {"git", "-C", kSource, "rev-parse", "HEAD"}).exit_code != 0) SKIP("the project is no git repository here");
  CHECK(pre_commit(repository, home, {"validate-manifest", kSource + "/.pre-commit-hooks.yaml"}).exit_code == 0);

  repository.write("web.yaml", pod("web"));
  repository.write("vars.tf", "variable \"out\" {\n  default = [\"0.0.0.0/0\"]\n}\nresource \"aws_security_group\" \"a\" {\n  name = \"prod-a\"\n  egress {\n    from_port = 0\n"
                              "    to_port = 0\n    protocol = \"-1\"\n    cidr_blocks = var.out\n  }\n}\n");
  repository.write("terraform.tfvars", "out = [\"10.0.0.0/24\"]\n");
  repository.commit();
  for (const char* id : {"bulkhead", "bulkhead-changed", "bulkhead-system"}) {
    auto hook = [&](std::vector<std::string> more = {}) {
      more.insert(more.begin(), {"try-repo", kSource, id});
      return pre_commit(repository, home, more);
    };
    const bool named = std::string(id) == "bulkhead-changed";
    repository.git({"reset", "-q", "--hard"});
    CommandResult nothing = hook();
    INFO(id << "\n" << nothing.output << nothing.errors);
    CHECK(nothing.exit_code == 0);
    // Untracked files and old findings are not the commit's doing.
    repository.write("untracked.yaml", pod("untracked"));
    repository.write("new.yaml", kHarmless);
    repository.git({"add", "new.yaml"});
    CHECK(hook().exit_code == 0);
    // Partly staged: the index is bad, the file is good.
    repository.write("new.yaml", pod("fresh"));
    repository.git({"add", "new.yaml"});
    repository.write("new.yaml", kHarmless);
    CommandResult bad = hook();
    CHECK(bad.exit_code == 1);
    CHECK(bad.output.find("new.yaml") != std::string::npos);
    CHECK(bad.output.find("web.yaml:") == std::string::npos);
    CHECK(bad.output.find("untracked.yaml") == std::string::npos);
    repository.git({"reset", "-q", "--hard"});
    // A commit that only deletes. pre-commit skips a hook that is given files.
    repository.git({"rm", "-q", "terraform.tfvars"});
    CHECK(hook().exit_code == (named ? 0 : 1));
    repository.git({"reset", "-q", "--hard"});
    CHECK(hook({"--all-files"}).exit_code == (named ? 1 : 0));
    repository.remove("untracked.yaml");
  }
}
