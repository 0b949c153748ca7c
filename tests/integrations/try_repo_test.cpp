// Each hook as other repositories get it: pre-commit clones this one and installs from it.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/hooked_repository.h"

using bulkhead::test::CommandResult;
using bulkhead::test::HookedRepository;
using bulkhead::test::pod_manifest;
using bulkhead::test::run;

namespace {

const std::string kSource = bulkhead::test::source_directory();
const std::string kVariable = "variable \"out\" {\n  default = [\"0.0.0.0/0\"]\n}\nresource \"aws_security_group\" \"a\" {\n  name = \"prod-a\"\n"
                              "  egress {\n    from_port = 0\n    to_port = 0\n    protocol = \"-1\"\n    cidr_blocks = var.out\n  }\n}\n";

const std::string kHarmless = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: colours, namespace: shop-prod}\ndata: {sky: blue}\n";

}  // namespace

TEST_CASE("pre-commit installs and runs each hook of this repository", "[integrations][slow]") {
  if (bulkhead::test::tool("pre-commit").empty()) SKIP(bulkhead::test::absent("pre-commit"));
  if (run("/usr/bin/env", {"git", "-C", kSource, "rev-parse", "HEAD"}).exit_code != 0) SKIP("the project is no git repository here");
  HookedRepository repository;
  CHECK(repository.pre_commit({"validate-manifest", kSource + "/.pre-commit-hooks.yaml"}).exit_code == 0);

  repository.write("web.yaml", pod_manifest("web", true));
  repository.write("vars.tf", kVariable);
  repository.write("terraform.tfvars", "out = [\"10.0.0.0/24\"]\n");
  repository.commit();
  for (const char* id : {"bulkhead", "bulkhead-changed", "bulkhead-system"}) {
    auto hook = [&](std::vector<std::string> more = {}) {
      more.insert(more.begin(), {"try-repo", kSource, id});
      return repository.pre_commit(more);
    };
    const bool named = std::string(id) == "bulkhead-changed";
    repository.git({"reset", "-q", "--hard"});
    CommandResult nothing = hook();
    INFO(id << "\n" << nothing.output);
    CHECK(nothing.exit_code == 0);
    // Untracked files and old findings are not the commit's doing.
    repository.write("untracked.yaml", pod_manifest("untracked", true));
    repository.write("new.yaml", kHarmless);
    repository.git({"add", "new.yaml"});
    CHECK(hook().exit_code == 0);
    // Partly staged: the index is bad, the file is good.
    repository.write("new.yaml", pod_manifest("fresh", true));
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
