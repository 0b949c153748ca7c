// --diff-base, --at, --staged and hook: what a change causes, from git's object store.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/git_repository.h"
#include "tests/support/locations.h"

using bulkhead::test::CommandResult;
using bulkhead::test::TestRepository;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string pod(const std::string& name, bool privileged, const std::string& environment = "prod") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", namespace: shop-" + environment + "}\nspec:\n  containers:\n    - name: web\n      image: registry.example.org/web:1\n"
         "      securityContext: {privileged: " + (privileged ? "true" : "false") + "}\n";
}

const std::string kRule = "privileged-container";

/// "file:line" of each finding of the rules chosen.
std::vector<std::string> places(const CommandResult& run) {
  INFO(run.errors);
  Json report = Json::parse(run.output, nullptr, false);
  REQUIRE(report.is_object());
  std::vector<std::string> out;
  for (const Json& finding : report["findings"]) out.push_back(finding["file"].get<std::string>() + ":" + std::to_string(finding["line"].get<int>()));
  return out;
}

std::vector<std::string> scan(const TestRepository& repository, std::vector<std::string> more, const std::string& rules = kRule) {
  more.insert(more.begin(), {"scan", "--format", "json", "--select", rules, "--date", "2026-11-24"});
  return places(repository.bulkhead(more));
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a change is reported for what it adds, modifies, moves and deletes", "[cli][change]") {
  TestRepository repository;
  repository.write("a.yaml", pod("old", true));
  repository.write("b.yaml", pod("b", false));
  repository.write("c.yaml", pod("gone", true));
  repository.commit();
  CHECK(scan(repository, {"--diff-base", "HEAD"}).empty());

  repository.write("a.yaml", "# one line more\n\n" + pod("old", true));   // moved lines are no news
  repository.write("b.yaml", pod("b", true));
  repository.write("d.yaml", pod("d", true));
  repository.remove("c.yaml");
  repository.commit();
  CHECK(scan(repository, {"--diff-base", "HEAD~1"}) == List{"b.yaml:8", "d.yaml:8"});
  CHECK(scan(repository, {"--diff-base", "main~1"}) == List{"b.yaml:8", "d.yaml:8"});
  CHECK(scan(repository, {}) == List{"a.yaml:10", "b.yaml:8", "d.yaml:8"});

  repository.git({"mv", "d.yaml", "renamed.yaml"});
  repository.commit();
  CHECK(scan(repository, {"--diff-base", "HEAD~1"}).empty());
  CHECK(scan(repository, {"--diff-base", "HEAD~2"}) == List{"b.yaml:8", "renamed.yaml:8"});
  CHECK(scan(repository, {"--at", "HEAD~2"}) == List{"a.yaml:8", "c.yaml:8"});
}

TEST_CASE("what stands on disk only plays no part", "[cli][change]") {
  TestRepository repository;
  repository.write("a.yaml", pod("a", false));
  repository.commit();
  repository.write("a.yaml", pod("a", true));
  repository.write("untracked.yaml", pod("u", true));
  CHECK(scan(repository, {"--diff-base", "HEAD"}).empty());
  CHECK(scan(repository, {"--staged"}).empty());
  CHECK(scan(repository, {}).size() == 2);
  repository.git({"add", "a.yaml"});
  repository.write("a.yaml", pod("a", false));                            // the index is bad, the file is good again
  CHECK(scan(repository, {"--staged"}) == List{"a.yaml:8"});
  repository.git({"add", "-N", "untracked.yaml"});                        // meant to be added, not part of the commit
  CHECK(scan(repository, {"--staged"}) == List{"a.yaml:8"});
}

TEST_CASE("a second equal finding is new, and the one that was added is pointed at", "[cli][change]") {
  TestRepository repository;
  auto statement = [](const std::string& tail) { return "FROM debian:12\nUSER root\n" + tail; };
  repository.write("prod/main.tf", "resource \"aws_db_instance\" \"a\" {\n  password = \"hunter2-hunter2\"\n}\n");
  repository.write("Dockerfile", statement(""));
  repository.commit();
  repository.write("prod/main.tf", "resource \"aws_db_instance\" \"b\" {\n  password = \"hunter2-hunter2\"\n}\nresource \"aws_db_instance\" \"a\" {\n  password = \"hunter2-hunter2\"\n}\n");
  auto found = scan(repository, {"--staged"}, "4.4");
  CHECK(found.empty());
  repository.git({"add", "-A"});
  found = scan(repository, {"--staged"}, "4.4");
  CHECK(std::find(found.begin(), found.end(), "prod/main.tf:2") != found.end());
  CHECK(std::find(found.begin(), found.end(), "prod/main.tf:5") == found.end());
}

TEST_CASE("a change in dev that opens a way into prod is reported where prod is", "[cli][change]") {
  TestRepository repository;
  auto config = [](const std::string& environment, const std::string& realm) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tickets, namespace: tickets-" + environment + "}\ndata:\n  OIDC_ISSUER: https://id.example.org/realms/" + realm + "\n";
  };
  repository.write("z-dev.yaml", config("dev", "tickets-dev"));
  repository.write("a-prod.yaml", config("prod", "tickets"));
  repository.commit();
  CHECK(scan(repository, {}, "shared-realm").empty());
  repository.write("z-dev.yaml", config("dev", "tickets"));
  repository.commit();
  CHECK(scan(repository, {"--diff-base", "HEAD~1"}, "shared-realm").size() == 1);
  repository.write("README.md", "nothing\n");
  repository.commit();
  CHECK(scan(repository, {"--diff-base", "HEAD~1"}, "shared-realm").empty());
}

TEST_CASE("a deleted suppression, exception and configuration count as changes", "[cli][change]") {
  TestRepository repository;
  std::string text = pod("a", true), silenced = text;
  silenced.insert(silenced.find("      securityContext"), "      # bulkhead:ignore privileged-container -- decided by the platform team\n");
  repository.write("a.yaml", silenced);
  repository.write("b.yaml", pod("b", true));
  repository.write("bulkhead.yaml", "exclude: [b.yaml]\n");
  repository.commit();
  CHECK(scan(repository, {"--staged"}).empty());
  repository.write("a.yaml", text);
  repository.git({"add", "-A"});
  CHECK(scan(repository, {"--staged"}) == List{"a.yaml:8"});
  repository.git({"rm", "-q", "--cached", "bulkhead.yaml"});              // still on disk
  CHECK(scan(repository, {"--staged"}) == List{"a.yaml:8", "b.yaml:8"});
}

TEST_CASE("a commit that only deletes, an empty commit and the first one", "[cli][change]") {
  TestRepository repository;
  repository.write("prod/main.tf", "variable \"out\" {\n  default = [\"0.0.0.0/0\"]\n}\nresource \"aws_security_group\" \"a\" {\n  egress {\n    from_port = 0\n    to_port = 0\n"
                                   "    protocol = \"-1\"\n    cidr_blocks = var.out\n  }\n}\n");
  repository.write("prod/terraform.tfvars", "out = [\"10.0.0.0/24\"]\n");
  repository.write("prod/web.yaml", pod("web", true));
  repository.git({"add", "-A"});
  CHECK(scan(repository, {"--staged"}) == List{"prod/web.yaml:8"});        // no commit yet
  CHECK(repository.bulkhead({"hook"}).exit_code == 1);
  repository.commit();
  CommandResult empty = repository.bulkhead({"hook"});
  CHECK(empty.exit_code == 0);
  CHECK(empty.output.empty());
  repository.git({"rm", "-q", "prod/terraform.tfvars"});
  CommandResult deletion = repository.bulkhead({"hook", "--format", "json", "--select", "unrestricted-egress"});
  CHECK(deletion.exit_code == 1);
  CHECK(places(deletion) == List{"prod/main.tf:2"});                       // the default, which the deleted file kept from being used
}

TEST_CASE("files that a hook names bring their old findings, in one run or in many", "[cli][change]") {
  TestRepository repository;
  for (int i = 0; i < 20; ++i) repository.write("p" + std::to_string(i) + ".yaml", pod("p" + std::to_string(i), i % 2 == 0));
  repository.commit();
  auto hook = [&](List files) {
    List arguments = {"hook", "--format", "json", "--select", kRule};
    arguments.insert(arguments.end(), files.begin(), files.end());
    return repository.bulkhead(arguments);
  };
  CHECK(places(hook({"p1.yaml", "p2.yaml"})) == List{"p2.yaml:8"});
  CHECK(hook({"p1.yaml"}).exit_code == 0);
  repository.write("p3.yaml", pod("p3", true));
  repository.git({"add", "-A"});
  CHECK(places(hook({"p1.yaml", "p2.yaml", "p3.yaml"})) == List{"p2.yaml:8", "p3.yaml:8"});
  std::set<std::string> split;
  for (const char* file : {"p1.yaml", "p2.yaml", "p3.yaml"})
    for (const auto& place : places(hook({file}))) split.insert(place);
  CHECK(split == std::set<std::string>{"p2.yaml:8", "p3.yaml:8"});
}

TEST_CASE("a file that is called like an option is none", "[cli][change]") {
  TestRepository repository;
  const std::string name = "--fail-on=never.yaml";
  repository.write(name, pod("a", true));
  repository.write("b.yaml", pod("b", true));
  repository.commit();
  CommandResult doubtful = repository.bulkhead({"hook", "--select", kRule, "b.yaml", name});
  CHECK(doubtful.exit_code == 2);
  CHECK(doubtful.errors.find("looks like an option and is a file here") != std::string::npos);
  CHECK(places(repository.bulkhead({"hook", "--format", "json", "--select", kRule, "--", "b.yaml", name})) == List{name + ":8", "b.yaml:8"});
}

TEST_CASE("errors of --diff-base say what to do", "[cli][change]") {
  TestRepository repository;
  repository.write("a.yaml", pod("a", true));
  for (int i = 0; i < 4; ++i) repository.commit();
  auto error = [](const CommandResult& run) {
    CHECK(run.exit_code == 2);
    CHECK(run.output.empty());
    return run.errors;
  };
  CHECK(error(repository.bulkhead({"scan", "--diff-base", "nothing"})) == "bulkhead: --diff-base nothing: there is no revision `nothing` in this repository\n");
  CHECK(error(repository.bulkhead({"scan", "--diff-base", "HEAD^{tree}"})).find("is no commit") != std::string::npos);
  repository.git({"checkout", "-q", "--orphan", "other"});
  repository.write("b.yaml", "");
  repository.commit();
  CHECK(error(repository.bulkhead({"scan", "--diff-base", "main"})).find("no commit in common") != std::string::npos);
  repository.git({"checkout", "-q", "main"});

  bulkhead::test::Scratch outside;
  outside.write("a.yaml", pod("a", true));
  CHECK(error(bulkhead::test::run_bulkhead({"scan", "--diff-base", "main"}, outside.at())).find("not inside a git repository") != std::string::npos);

  repository.git({"clone", "-q", "--depth", "2", "file://" + repository.at(), outside.at("shallow")});
  auto shallow = [&](const std::string& base) { return bulkhead::test::run_bulkhead({"scan", "--diff-base", base}, outside.at("shallow")); };
  CHECK(shallow("HEAD~1").exit_code == 0);
  CHECK(error(shallow("HEAD~3")).find("fetch a depth of 4") != std::string::npos);
  CHECK(error(shallow("develop")).find("fetch-depth: 0") != std::string::npos);
}

TEST_CASE("what parted from a branch is compared with where it parted, and a merge with both sides", "[cli][change]") {
  TestRepository repository;
  repository.write("a.yaml", pod("a", true));
  repository.commit();
  repository.git({"checkout", "-q", "-b", "topic"});
  repository.write("topic.yaml", pod("topic", true));
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.write("a.yaml", pod("a", false));                             // mended on main meanwhile
  repository.write("main.yaml", pod("main", true));
  repository.commit();
  repository.git({"checkout", "-q", "topic"});
  CHECK(scan(repository, {"--diff-base", "main"}) == List{"topic.yaml:8"});
  repository.git({"merge", "-q", "--no-commit", "--no-ff", "main"});
  CHECK(scan(repository, {"--staged"}).empty());
  repository.write("evil.yaml", pod("evil", true));
  repository.git({"add", "evil.yaml"});
  CHECK(scan(repository, {"--staged"}) == List{"evil.yaml:8"});
}

TEST_CASE("a conflict, a linked worktree, another index, a submodule, links and odd names", "[cli][change]") {
  TestRepository repository;
  repository.write("deep/real/a.yaml", pod("a", false));
  repository.commit();
  const std::string odd = "sp ace \"q\"\nx\xE9.yaml";
  repository.write(odd, pod("odd", true));
  fs::create_symlink("deep/real", repository.at("linked"));
  fs::create_symlink("../../outside", repository.at("deep/out.yaml"));
  fs::create_symlink("loop.yaml", repository.at("loop.yaml"));
  fs::create_symlink("nowhere.yaml", repository.at("dangling.yaml"));
  TestRepository other;
  other.write("s.yaml", pod("s", true));
  other.commit();
  repository.git({"submodule", "--quiet", "add", "file://" + other.at(), "sub"});
  repository.write("deep/real/a.yaml", pod("a", true));
  repository.git({"add", "-A"});
  CommandResult run = repository.bulkhead({"scan", "--staged", "--format", "json", "--select", kRule});
  Json report = Json::parse(run.output);
  CHECK(report["findings"].size() == 3);                                   // deep/real/a.yaml, linked/a.yaml, the odd name
  std::string said;
  for (const Json& diagnostic : report["diagnostics"]) said += diagnostic["message"].get<std::string>() + "\n";
  for (const char* part : {"sub: submodule", "out of the scanned directory", "loop.yaml: symbolic link loop", "dangling.yaml: symbolic link that leads nowhere"}) {
    INFO(said);
    CHECK(said.find(part) != std::string::npos);
  }
  repository.commit();

  repository.git({"worktree", "add", "-q", repository.at("tree"), "-b", "elsewhere"});
  repository.write("tree/deep/real/b.yaml", pod("b", true));
  repository.git({"add", "deep"}, repository.at("tree"));
  CHECK(bulkhead::test::run_bulkhead({"hook"}, repository.at("tree")).exit_code == 1);
  CHECK(repository.bulkhead({"hook"}).exit_code == 0);

  repository.write("c.yaml", pod("c", true));
  setenv("GIT_INDEX_FILE", repository.at(".git/other-index").c_str(), 1);
  repository.git({"read-tree", "HEAD"});
  repository.git({"add", "c.yaml"});
  CHECK(scan(repository, {"--staged"}) == List{"c.yaml:8"});
  // In a container git's path is that outside: the file of this name in the repository is meant, and its absence is no empty index.
  setenv("GIT_INDEX_FILE", "/nowhere/.git/other-index", 1);
  CHECK(repository.bulkhead({"hook"}).exit_code == 1);
  setenv("GIT_INDEX_FILE", "/nowhere/.git/index.lock", 1);
  auto absent = repository.bulkhead({"hook"});
  CHECK(absent.exit_code == 2);
  CHECK(absent.errors.find("GIT_INDEX_FILE") != std::string::npos);
  unsetenv("GIT_INDEX_FILE");
  CHECK(scan(repository, {"--staged"}).empty());

  repository.git({"checkout", "-q", "-f", "elsewhere~0"});
  repository.write("a", "1\n");
  repository.commit();
  repository.git({"branch", "one"});
  repository.git({"checkout", "-q", "main"});
  repository.write("a", "2\n");
  repository.git({"add", "a"});
  repository.git({"commit", "-q", "-m", "two"});
  CHECK_THROWS(repository.git({"merge", "-q", "one"}));
  CommandResult conflict = repository.bulkhead({"hook"});
  CHECK(conflict.exit_code == 2);
  CHECK(conflict.errors.find("`a` is not merged yet") != std::string::npos);
}

TEST_CASE("git and disk list the same files", "[cli][change]") {
  TestRepository repository;
  for (const char* path : {"a.tf", "vendor/x.yaml", "go/go.mod", "go/vendor/y.yaml", "node_modules/z.yaml", "k/.terraform/modules/m/main.tf", "k/.terraform/p.tf",
                           "ign/i.yaml", "ign/keep.yaml", "d/e/f.json", "d/.env"})
    repository.write(path, "");
  repository.write(".gitignore", "ign/*\n!ign/keep.yaml\n.terraform\n");
  repository.write("d/.gitignore", "*.json\n");
  fs::create_symlink("../d", repository.at("go/link"));
  repository.git({"add", "-A", "-f"});
  repository.git({"commit", "-q", "-m", "m"});
  auto counted = [&](List arguments) {
    arguments.insert(arguments.begin(), {"scan", "--format", "json"});
    return Json::parse(repository.bulkhead(arguments).output)["summary"];
  };
  CHECK(counted({}) == counted({"--at", "HEAD"}));
  CHECK(counted({"go"}) == counted({"go", "--at", "HEAD"}));
  CHECK(counted({"d/e/f.json"}) == counted({"d/e/f.json", "--at", "HEAD"}));
}

TEST_CASE("a fixture estate is the same from disk, from a commit and from the index", "[cli][change]") {
  for (const char* name : {"monorepo", "aws-live"}) {
    TestRepository repository;
    fs::copy(fs::path(bulkhead::test::source_directory()) / "fixtures" / name / "estate", repository.at(), fs::copy_options::recursive);
    auto scanned = [&](List more) {
      more.insert(more.begin(), {"scan", "--format", "json", "--date", "2026-11-24", "--fail-on", "never"});
      return repository.bulkhead(more).output;
    };
    const std::string disk = scanned({});
    repository.git({"add", "-A", "-f"});
    Json staged = Json::parse(scanned({"--staged"}));
    CHECK(staged["findings"] == Json::parse(disk)["findings"]);            // all of them are news: there is no commit yet
    repository.git({"commit", "-q", "-m", "m"});
    CHECK(scanned({"--at", "HEAD"}) == disk);
    CHECK(scanned({"--at", "HEAD", "--jobs", "1"}) == disk);
    CHECK(Json::parse(scanned({"--diff-base", "HEAD"}))["findings"].empty());
  }
}

TEST_CASE("kinds of repository that cannot be read say so", "[cli][change]") {
  TestRepository repository;
  repository.write("a.yaml", pod("a", true));
  repository.commit();
  bulkhead::test::Scratch scratch;
  auto hook = [](const std::string& directory) { return bulkhead::test::run_bulkhead({"hook"}, directory); };

  repository.git({"clone", "-q", "file://" + repository.at(), scratch.at("split")});
  repository.git({"update-index", "--split-index"}, scratch.at("split"));
  CommandResult split = hook(scratch.at("split"));
  CHECK(split.exit_code == 2);
  CHECK(split.errors.find("--no-split-index") != std::string::npos);

  repository.git({"init", "-q", "--object-format=sha256", scratch.at("sha256")});
  scratch.write("sha256/a.yaml", pod("a", true));
  repository.git({"add", "-A"}, scratch.at("sha256"));
  repository.git({"commit", "-q", "-m", "m"}, scratch.at("sha256"));
  CommandResult sha256 = hook(scratch.at("sha256"));
  CHECK(sha256.exit_code == 2);
  CHECK(sha256.errors.find("the git repository cannot be read") != std::string::npos);

  repository.git({"config", "uploadpack.allowFilter", "true"});
  repository.git({"clone", "-q", "--filter=blob:none", "--no-checkout", "file://" + repository.at(), scratch.at("partial")});
  CommandResult partial = bulkhead::test::run_bulkhead({"scan", "--at", "HEAD"}, scratch.at("partial"));
  CHECK(partial.exit_code == 2);
  CHECK(partial.errors.find("a partial clone") != std::string::npos);

  fs::create_directory(scratch.at("broken"));
  scratch.write("broken/.git/HEAD", "nonsense");
  CHECK(hook(scratch.at("broken")).exit_code == 2);

  repository.write("bulkhead.yaml", "environments: [\n");
  repository.commit();
  repository.write("bulkhead.yaml", "exclude: []\n");                     // mending a configuration that was wrong before
  repository.write("b.yaml", pod("b", true));
  repository.git({"add", "-A"});
  CommandResult mended = repository.bulkhead({"hook", "--format", "json", "--select", kRule});
  CHECK(mended.errors.find("the present one stands for both") != std::string::npos);
  CHECK(places(mended) == List{"b.yaml:8"});
}
