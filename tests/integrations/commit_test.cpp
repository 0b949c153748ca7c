// Commits and pushes of every kind, made with git, checked by pre-commit, with the program on PATH.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/support/hooked_repository.h"

using bulkhead::test::absent;
using bulkhead::test::CommandResult;
using bulkhead::test::HookedRepository;
using bulkhead::test::pod_manifest;
using bulkhead::test::TestRepository;
using bulkhead::test::tool;
namespace fs = std::filesystem;

#define NEEDS_PRE_COMMIT() \
  if (tool("pre-commit").empty()) SKIP(absent("pre-commit"))

namespace {

const std::string kRule = "[privileged-container]";

bool has(const CommandResult& result, const std::string& part) { return result.output.find(part) != std::string::npos; }

/// Whether the commit is refused, and for the place `where`.
bool refused(const CommandResult& result, const std::string& where) {
  UNSCOPED_INFO(result.output);
  return result.exit_code == 1 && has(result, kRule) && has(result, "--> " + where);
}

std::string policy(const std::string& name, const std::string& app) {
  return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: " + name + ", namespace: shop-prod}\n"
         "spec:\n  podSelector: {matchLabels: {app: " + app + "}}\n  policyTypes: [Ingress, Egress]\n";
}

std::string labelled(const std::string& app) {
  std::string text = pod_manifest(app, false);
  return text.insert(text.find("}\nspec"), ", labels: {app: " + app + "}");
}

/// "FILE:LINE" of each place that the text report names a finding at.
std::set<std::string> places(const std::string& output) {
  std::set<std::string> out;
  for (std::size_t at = output.find("--> "); at != std::string::npos; at = output.find("--> ", at + 4))
    out.insert(output.substr(at + 4, output.find(':', output.find(':', at) + 1) - at - 4));
  return out;
}

}  // namespace

TEST_CASE("pre-commit: what a deletion causes", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  repository.write("web.yaml", labelled("web"));
  repository.write("api.yaml", labelled("api"));
  repository.write("policy-web.yaml", policy("web", "web"));
  repository.write("policy-api.yaml", policy("api", "api"));
  repository.write("walls.tf", "resource \"aws_security_group\" \"db\" {\n  name = \"prod-db\"\n}\n");
  repository.write("main.tf", "resource \"aws_instance\" \"a\" {\n  vpc_security_group_ids = [aws_security_group.db.id]\n}\n");
  repository.commit();
  repository.install({"bulkhead-system"});
  repository.git({"rm", "-q", "policy-web.yaml"});
  CommandResult run = repository.hooked_git({"commit", "-m", "m"});
  INFO(run.output);
  CHECK(run.exit_code == 1);
  CHECK(has(run, "No egress policy selects Pod web"));
  CHECK(has(run, "--> web.yaml:"));
  CHECK_FALSE(has(run, "--> api.yaml:"));
  repository.git({"reset", "-q", "--hard"});
  // Nothing is known of what an undeclared group lets through: that is said, and fails with --strict only.
  repository.git({"rm", "-q", "walls.tf"});
  CommandResult group = repository.bulkhead({"hook", "--strict", "--select", "unrestricted-egress"});
  INFO(group.output << group.errors);
  CHECK(group.exit_code == 3);
  CHECK(has(group, "main.tf:2:29: aws_security_group.db is not declared"));
}

TEST_CASE("pre-commit: what is staged counts, not what is on disk", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  repository.write("a.yaml", pod_manifest("a", false));
  repository.commit();
  repository.install({"bulkhead-system", "bulkhead-changed"});
  repository.write("a.yaml", pod_manifest("a", true));
  repository.git({"add", "a.yaml"});
  repository.write("a.yaml", pod_manifest("a", false));
  CHECK(refused(repository.hooked_git({"commit", "-m", "the index is bad"}), "a.yaml:7"));
  repository.git({"add", "a.yaml"});
  repository.write("a.yaml", pod_manifest("a", false) + "# more\n");
  repository.git({"add", "a.yaml"});
  repository.write("a.yaml", pod_manifest("a", true));
  repository.write("untracked.yaml", pod_manifest("u", true));
  CommandResult good = repository.hooked_git({"commit", "-m", "only the disk is bad"});
  INFO(good.output);
  CHECK(good.exit_code == 0);
  CHECK(has(repository.hooked_git({"status", "--short"}), " M a.yaml"));
}

TEST_CASE("pre-commit: the first commit, an empty one, commit -a and commit -p", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  repository.install({"bulkhead-system"});
  repository.write("a.yaml", pod_manifest("a", true));
  repository.git({"add", "-A"});
  CHECK(refused(repository.hooked_git({"commit", "-m", "the first"}), "a.yaml:7"));
  CHECK(repository.hooked_git({"commit", "-q", "-n", "-m", "without hooks"}).exit_code == 0);
  CommandResult empty = repository.hooked_git({"commit", "--allow-empty", "-m", "nothing"});
  INFO(empty.output);
  CHECK(empty.exit_code == 0);

  const std::string lines = "# 1\n# 2\n# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n";
  repository.write("b.yaml", pod_manifest("b", false) + lines);
  repository.commit();
  repository.write("b.yaml", pod_manifest("b", true) + lines + "# 9\n");
  CHECK(refused(repository.hooked_git({"commit", "-a", "-m", "m"}), "b.yaml:7"));
  const std::string patch = "printf 'ANSWERS' | git -c user.name=t -c user.email=t@example.org commit -p -m m";
  auto answered = [&](const std::string& answers) {
    std::string script = patch;
    return repository.with_hooks({"bash", "-c", script.replace(script.find("ANSWERS"), 7, answers)});
  };
  CHECK(refused(answered("y\\nn\\n"), "b.yaml:7"));
  CommandResult second = answered("n\\ny\\n");                             // only the harmless hunk
  INFO(second.output);
  CHECK(second.exit_code == 0);
  CHECK(repository.git({"show", "HEAD:b.yaml"}) == pod_manifest("b", false) + lines + "# 9\n");
}

TEST_CASE("pre-commit: a merge, with and without a conflict", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  repository.write("a.yaml", pod_manifest("a", false));
  repository.commit();
  repository.git({"checkout", "-q", "-b", "topic"});
  repository.write("a.yaml", pod_manifest("topic", false));
  repository.write("old.yaml", pod_manifest("old", true));
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.write("a.yaml", pod_manifest("main", false));
  repository.commit();
  repository.install({"bulkhead-system"});
  repository.git({"add", "-A"});
  CHECK(repository.hooked_git({"commit", "-q", "-m", "configuration"}).exit_code == 0);
  CHECK(repository.hooked_git({"merge", "topic"}).exit_code == 1);
  CommandResult unmerged = repository.pre_commit({"run"});
  INFO(unmerged.output);
  CHECK(unmerged.exit_code == 1);
  CommandResult hook = repository.bulkhead({"hook"});
  CHECK(hook.exit_code == 2);
  CHECK(hook.errors.find("`a.yaml` is not merged yet") != std::string::npos);
  // Settled badly: that is this commit's doing, what the other side had is not.
  repository.write("a.yaml", pod_manifest("settled", true));
  repository.git({"add", "a.yaml"});
  CommandResult bad = repository.hooked_git({"commit", "-m", "merge"});
  CHECK(refused(bad, "a.yaml:7"));
  CHECK_FALSE(has(bad, "old.yaml"));
  repository.write("a.yaml", pod_manifest("settled", false));
  repository.git({"add", "a.yaml"});
  CHECK(repository.hooked_git({"commit", "-m", "merge"}).exit_code == 0);
}

TEST_CASE("pre-commit: a merge without a conflict, before git has noted that it merges", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  repository.write("a.yaml", pod_manifest("a", false));
  repository.commit();
  repository.git({"checkout", "-q", "-b", "topic"});
  repository.write("old.yaml", pod_manifest("old", true));
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.install({"bulkhead-system"}, "pre-merge-commit");
  repository.commit();
  CommandResult merged = repository.hooked_git({"merge", "--no-ff", "--no-edit", "topic"});
  INFO(merged.output);
  CHECK(merged.exit_code == 0);
  CHECK(has(merged, "Passed"));
}

TEST_CASE("pre-commit: a linked worktree and a submodule", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  TestRepository other;
  other.write("s.yaml", pod_manifest("s", true));
  other.commit();
  repository.install({"bulkhead-system"});
  repository.git({"submodule", "--quiet", "add", "file://" + other.at(), "sub"});
  repository.write("a.yaml", pod_manifest("a", false));
  repository.git({"add", "-A"});
  CommandResult outer = repository.hooked_git({"commit", "-m", "with a submodule"});
  INFO(outer.output);
  CHECK(outer.exit_code == 0);                                             // what is in it belongs to another repository

  bulkhead::test::Scratch elsewhere;
  repository.git({"worktree", "add", "-q", elsewhere.at("tree"), "-b", "side"});
  elsewhere.write("tree/b.yaml", pod_manifest("b", true));
  repository.git({"add", "b.yaml"}, elsewhere.at("tree"));
  CHECK(refused(repository.hooked_git({"commit", "-m", "m"}, elsewhere.at("tree")), "b.yaml:7"));
  CHECK(repository.hooked_git({"commit", "--allow-empty", "-m", "m"}).exit_code == 0);

  // A commit inside the submodule, whose repository is in the outer one's .git.
  repository.write("sub/.pre-commit-config.yaml", "");
  fs::copy_file(repository.at(".pre-commit-config.yaml"), repository.at("sub/.pre-commit-config.yaml"), fs::copy_options::overwrite_existing);
  REQUIRE(repository.pre_commit({"install"}, repository.at("sub")).exit_code == 0);
  repository.write("sub/t.yaml", pod_manifest("t", true));
  repository.git({"add", "-A"}, repository.at("sub"));
  CommandResult inner = repository.hooked_git({"commit", "-m", "m"}, repository.at("sub"));
  CHECK(refused(inner, "t.yaml:7"));
  CHECK_FALSE(has(inner, "--> s.yaml"));
}

TEST_CASE("pre-commit: line ends of Windows, and names with every kind of character", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  repository.install({"bulkhead-changed"});
  std::string windows;
  for (char c : pod_manifest("crlf", true)) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  repository.write("crlf.yaml", windows);
  repository.write("sp ace.yaml", pod_manifest("space", true));
  repository.write("quo\"te'.yaml", pod_manifest("quote", true));
  repository.write("new\nline.yaml", pod_manifest("newline", true));
  repository.write("-dash.yaml", pod_manifest("dash", true));
  repository.write("h\xC3\xA9.yaml", pod_manifest("accent", true));
  repository.git({"add", "-A"});
  CommandResult run = repository.hooked_git({"commit", "-m", "m"});
  CHECK(refused(run, "crlf.yaml:7"));
  for (const char* name : {"sp ace.yaml:7", "quo\"te'.yaml:7", "new line.yaml:7", "-dash.yaml:7", "h\xC3\xA9.yaml:7"}) CHECK(has(run, "--> " + std::string(name)));
  // pre-commit itself reads names as UTF-8 only; bulkhead takes any, and as a file that a hook is given.
  repository.write("x\xE9.yaml", pod_manifest("latin", true));
  repository.git({"add", "-A"});
  CHECK(has(repository.hooked_git({"commit", "-m", "m"}), "UnicodeDecodeError"));
  CommandResult direct = repository.bulkhead({"hook", "--format", "json", "--", "x\xE9.yaml"});
  CHECK(direct.exit_code == 1);
  CHECK(has(direct, "x\xEF\xBF\xBD.yaml"));
}

TEST_CASE("pre-commit: 3,000 files in several invocations", "[integrations][slow]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  repository.install({"bulkhead-changed"});
  repository.git({"add", "-A"});
  repository.git({"commit", "-q", "-n", "-m", "configuration"});
  std::set<std::string> expected;
  std::vector<std::string> all = {"hook", "--select", "privileged-container,unrestricted-egress"};
  for (int i = 0; i < 3'000; ++i) {
    const std::string path = "a-folder-whose-name-is-rather-long/and-another-one-of-these/" + std::to_string(i) + "-workload.yaml";
    const bool bad = i % 100 == 7;
    repository.write(path, pod_manifest("p" + std::to_string(i), bad));
    if (bad) expected.insert(path + ":7");
    all.push_back(path);
  }
  repository.git({"add", "-A"});
  CommandResult run = repository.hooked_git({"commit", "-m", "m"}), one = repository.bulkhead(all);
  CHECK(run.exit_code == 1);
  std::size_t invocations = 0;
  for (std::size_t at = run.output.find(" in 3001 files"); at != std::string::npos; at = run.output.find(" in 3001 files", at + 1)) ++invocations;
  CHECK(invocations >= 2);                                                 // else this test shows nothing
  std::set<std::string> privileged;
  for (const std::string& place : places(run.output))
    if (place.ends_with(":7")) privileged.insert(place);
  CHECK(privileged == expected);
  CHECK(places(run.output) == places(one.output));
  CHECK(one.exit_code == 1);
}

TEST_CASE("pre-commit: a push is checked for what it brings", "[integrations]") {
  NEEDS_PRE_COMMIT();
  HookedRepository repository;
  TestRepository remote;
  remote.git({"init", "-q", "--bare", remote.at("bare.git")});
  repository.write("old.yaml", pod_manifest("old", true));
  repository.commit();
  repository.git({"remote", "add", "origin", "file://" + remote.at("bare.git")});
  repository.git({"push", "-q", "origin", "main"});
  repository.install({"bulkhead-system"}, "pre-push");
  repository.write("good.yaml", pod_manifest("good", false));
  repository.commit();
  CommandResult good = repository.hooked_git({"push", "origin", "main"});
  INFO(good.output);
  CHECK(good.exit_code == 0);
  repository.write("bad.yaml", pod_manifest("bad", true));
  repository.commit();
  repository.write("staged.yaml", pod_manifest("staged", true));
  repository.git({"add", "-A"});                                           // the index plays no part in a push
  CommandResult bad = repository.hooked_git({"push", "origin", "main"});
  CHECK(refused(bad, "bad.yaml:7"));
  CHECK_FALSE(has(bad, "old.yaml"));
  CHECK_FALSE(has(bad, "staged.yaml"));
  // A branch that the remote does not have yet is compared with what it has.
  CommandResult branch = repository.hooked_git({"push", "origin", "main:topic"});
  CHECK(refused(branch, "bad.yaml:7"));
  CHECK_FALSE(has(branch, "old.yaml"));
  for (const char* harmless : {"main~1:refs/heads/older", ":older"}) {
    CommandResult pushed = repository.hooked_git({"push", "origin", harmless});
    INFO(pushed.output);
    CHECK(pushed.exit_code == 0);
  }

  CommandResult range = repository.pre_commit({"run", "--hook-stage", "manual", "--from-ref", "HEAD~1", "--to-ref", "HEAD"});
  CHECK(refused(range, "bad.yaml:7"));
  CHECK_FALSE(has(range, "staged.yaml"));
}
