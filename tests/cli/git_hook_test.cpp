// `bulkhead hook` as git itself calls it, in .git/hooks: no pre-commit between.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/hooked_repository.h"

using bulkhead::test::CommandResult;
using bulkhead::test::HookedRepository;
using bulkhead::test::pod_manifest;
namespace fs = std::filesystem;

namespace {

bool has(const CommandResult& result, const std::string& part) { return result.output.find(part) != std::string::npos; }

/// Writes the hook `name` of git.
void write_hook(const HookedRepository& repository, const std::string& name, const std::string& command) {
  repository.write(".git/hooks/" + name, "#!/bin/sh\n" + command + "\n");
  fs::permissions(repository.at(".git/hooks/" + name), fs::perms::owner_all);
}

bool refused(const CommandResult& result, const std::string& where) {
  UNSCOPED_INFO(result.output);
  return result.exit_code == 1 && has(result, "[privileged-container]") && has(result, "--> " + where);
}

const std::string kHook = "exec bulkhead hook --select privileged-container,unrestricted-egress";

}  // namespace

TEST_CASE("git's own hook sees the index that the commit will have", "[cli][change]") {
  HookedRepository repository;
  write_hook(repository, "pre-commit", kHook);
  repository.write("a.yaml", pod_manifest("a", true));
  repository.git({"add", "-A"});
  CHECK(refused(repository.hooked_git({"commit", "-m", "the first"}), "a.yaml:7"));
  repository.write("a.yaml", pod_manifest("a", false));
  CHECK(repository.hooked_git({"commit", "-a", "-m", "all of it is good"}).exit_code == 0);
  CHECK(repository.hooked_git({"commit", "--allow-empty", "-m", "nothing"}).exit_code == 0);
  repository.write("a.yaml", pod_manifest("a", true));
  CHECK(repository.hooked_git({"commit", "--allow-empty", "-m", "only the disk is bad"}).exit_code == 0);
  CHECK(refused(repository.hooked_git({"commit", "-a", "-m", "m"}), "a.yaml:7"));
  CHECK(refused(repository.hooked_git({"commit", "-m", "m", "--", "a.yaml"}), "a.yaml:7"));     // a commit of one file has an index of its own
  const std::string lines = "# 1\n# 2\n# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n";
  repository.write("a.yaml", pod_manifest("a", false) + lines);
  repository.commit();
  repository.write("a.yaml", pod_manifest("a", true) + lines + "# 9\n");
  auto patch = [&](const std::string& answers) {
    return repository.with_hooks({"bash", "-c", "printf '" + answers + "' | git -c user.name=t -c user.email=t@example.org commit -p -m m"});
  };
  CHECK(refused(patch("y\\nn\\n"), "a.yaml:7"));
  CHECK(patch("n\\ny\\n").exit_code == 0);
}

TEST_CASE("git's own hook in a subfolder, a linked worktree and a submodule", "[cli][change]") {
  HookedRepository repository;
  bulkhead::test::TestRepository other;
  other.write("s.yaml", pod_manifest("s", true));
  other.commit();
  repository.git({"submodule", "--quiet", "add", "file://" + other.at(), "sub"});
  repository.write("deep/a.yaml", pod_manifest("a", false));
  repository.commit();
  write_hook(repository, "pre-commit", kHook);
  repository.write("deep/a.yaml", pod_manifest("a", true));
  repository.git({"add", "-A"});
  CHECK(refused(repository.hooked_git({"commit", "-m", "m"}, repository.at("deep")), "deep/a.yaml:7"));
  repository.git({"reset", "-q", "--hard"});
  repository.git({"worktree", "add", "-q", repository.at("tree"), "-b", "side"});
  repository.write("tree/b.yaml", pod_manifest("b", true));
  repository.git({"add", "b.yaml"}, repository.at("tree"));
  CHECK(refused(repository.hooked_git({"commit", "-m", "m"}, repository.at("tree")), "b.yaml:7"));
  fs::create_directories(repository.at(".git/modules/sub/hooks"));
  fs::copy_file(repository.at(".git/hooks/pre-commit"), repository.at(".git/modules/sub/hooks/pre-commit"));
  repository.write("sub/t.yaml", pod_manifest("t", true));
  repository.git({"add", "-A"}, repository.at("sub"));
  CommandResult inner = repository.hooked_git({"commit", "-m", "m"}, repository.at("sub"));
  CHECK(refused(inner, "t.yaml:7"));
  CHECK_FALSE(has(inner, "--> s.yaml"));
}

TEST_CASE("git's own hook: a deleted policy, line ends of Windows, a merge and a push", "[cli][change]") {
  HookedRepository repository;
  auto policy = [](const std::string& app) {
    return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: " + app + ", namespace: shop-prod}\n"
           "spec:\n  podSelector: {matchLabels: {app: " + app + "}}\n  policyTypes: [Ingress, Egress]\n";
  };
  for (const std::string app : {"web", "api"}) {
    std::string pod = pod_manifest(app, false);
    repository.write(app + ".yaml", pod.insert(pod.find("}\nspec"), ", labels: {app: " + app + "}"));
    repository.write("policy-" + app + ".yaml", policy(app));
  }
  repository.commit();
  write_hook(repository, "pre-commit", kHook);
  write_hook(repository, "pre-merge-commit", kHook);
  repository.git({"rm", "-q", "policy-web.yaml"});
  CommandResult deletion = repository.hooked_git({"commit", "-m", "m"});
  CHECK(deletion.exit_code == 1);
  CHECK(has(deletion, "No egress policy selects Pod web"));
  CHECK_FALSE(has(deletion, "--> api.yaml"));
  repository.git({"reset", "-q", "--hard"});

  std::string windows;
  for (char c : pod_manifest("crlf", true)) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  repository.write("crlf.yaml", windows);
  repository.git({"add", "-A"});
  CHECK(refused(repository.hooked_git({"commit", "-m", "m"}), "crlf.yaml:7"));
  repository.git({"reset", "-q", "--hard"});

  repository.git({"checkout", "-q", "-b", "topic"});
  repository.write("old.yaml", pod_manifest("old", true));
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.write("readme", "meanwhile\n");
  const std::string before = repository.commit();
  CHECK(repository.hooked_git({"merge", "--no-ff", "--no-edit", "topic"}).exit_code == 0);       // what the other side had is not the merge's doing
  setenv("PRE_COMMIT_FROM_REF", before.c_str(), 1);
  setenv("PRE_COMMIT_TO_REF", "HEAD", 1);
  CommandResult push = repository.bulkhead({"hook", "--select", "privileged-container"});
  unsetenv("PRE_COMMIT_FROM_REF");
  unsetenv("PRE_COMMIT_TO_REF");
  CHECK(refused(push, "old.yaml:7"));                                                            // but it is what the push brings
}
