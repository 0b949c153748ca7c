// The action and the templates in a pull request: what it causes fails the job, and a clone that does not reach back says how far it must.
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include "tests/support/git_repository.h"
#include "tests/support/hooked_repository.h"
#include "tests/support/packages.h"

namespace fs = std::filesystem;
using bulkhead::test::CommandResult;
using bulkhead::test::pod_manifest;
using bulkhead::test::Scratch;
using bulkhead::test::TestRepository;
using Json = nlohmann::json;

namespace {

const std::string kRoot = bulkhead::test::source_directory();

/// A repository whose HEAD is the merge of a topic into main, as GitHub and Azure make for a pull request.
class PullRequest {
 public:
  PullRequest() {
    origin_.write("old.yaml", pod_manifest("old", true));
    origin_.commit();
    origin_.git({"checkout", "-q", "-b", "topic"});
    origin_.write("new.yaml", pod_manifest("new", true));
    topic_ = origin_.commit();
    origin_.git({"checkout", "-q", "main"});
    origin_.write("readme", "meanwhile\n");
    main_ = origin_.commit();
    origin_.git({"merge", "-q", "--no-ff", "-m", "merge", "topic"});
    merge_ = origin_.git({"rev-parse", "HEAD"}).substr(0, 40);
  }

  /// A clone of `branch`; depth 0 is all of it.
  std::string clone(int depth, const std::string& branch = "main") {
    const std::string path = scratch_.at("clone-" + branch + std::to_string(depth));
    if (fs::exists(path)) return path;
    std::vector<std::string> arguments = {"clone", "-q", "--branch", branch, "file://" + origin_.at(), path};
    if (depth > 0) arguments.insert(arguments.begin() + 1, "--depth=" + std::to_string(depth));
    origin_.git(arguments);
    return path;
  }

  /// Runs a script of a template in `directory` with `environment`, the built program first on PATH.
  CommandResult run(const std::string& script, const std::string& directory, std::vector<std::string> environment, const std::string& shell = "bash") {
    scratch_.write("script", script);
    environment.push_back("PATH=" + scratch_.at("bin") + ":" + fs::path(bulkhead::test::bulkhead_binary()).parent_path().string() + ":" + std::getenv("PATH"));
    environment.insert(environment.end(), {shell, "-e", scratch_.at("script")});
    return bulkhead::test::run("/usr/bin/env", environment, directory);
  }

  CommandResult run_action(const std::string& directory, std::vector<std::string> more) {
    YAML::Node steps = YAML::LoadFile(kRoot + "/action.yml")["runs"]["steps"];
    scratch_.write("output", "");
    scratch_.write("summary", "");
    more.insert(more.end(), {"BULKHEAD=bulkhead", "BULKHEAD_PATHS=.", "BULKHEAD_FAIL_ON=high", "BULKHEAD_BASELINE=", "BULKHEAD_ARGUMENTS=--select=privileged-container",
                             "RUNNER_TEMP=" + scratch_.at(), "GITHUB_OUTPUT=" + scratch_.at("output"), "GITHUB_STEP_SUMMARY=" + scratch_.at("summary")});
    return run(steps[0]["run"].as<std::string>(), directory, more);
  }

  const Scratch& scratch() const { return scratch_; }

  std::string main_, topic_, merge_;

 private:
  TestRepository origin_;
  Scratch scratch_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string uri_of(const Json& result) { return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]; }

}  // namespace

TEST_CASE("the action reports what a pull request causes", "[report][templates]") {
  if (!bulkhead::test::has_command("jq")) SKIP("no jq on this machine");
  PullRequest request;
  const std::vector<std::string> event = {"BULKHEAD_DIFF_BASE=auto", "BULKHEAD_PULL_REQUEST_BASE=" + request.main_, "GITHUB_SHA=" + request.merge_, "GITHUB_REF=refs/pull/7/merge"};
  CommandResult done = request.run_action(request.clone(2), event);
  INFO(done.output << done.errors);
  CHECK(done.exit_code == 0);
  CHECK(has(done.output, "::error file=new.yaml,"));
  CHECK_FALSE(has(done.output, "old.yaml"));
  const std::string outputs = bulkhead::test::read_file(request.scratch().at("output"));
  CHECK(outputs.starts_with("exit-code=1\n"));
  CHECK(has(bulkhead::test::read_file(request.scratch().at("summary")), "new.yaml"));
  // Code scanning compares by itself: what is left out would be shown as mended.
  std::size_t begin = outputs.find("sarif-file=") + 11;
  Json results = Json::parse(bulkhead::test::read_file(outputs.substr(begin, outputs.find('\n', begin) - begin)))["runs"][0]["results"];
  REQUIRE(results.size() == 2);
  CHECK(uri_of(results[0]) == "new.yaml");
  CHECK(results[0]["baselineState"] == "new");
  CHECK(uri_of(results[1]) == "old.yaml");
  CHECK(results[1]["baselineState"] == "unchanged");
  CHECK_FALSE(results[1].contains("suppressions"));

  // What is checked out without a depth does not reach back, and says what to ask for.
  CommandResult shallow = request.run_action(request.clone(1), event);
  CHECK(shallow.exit_code == 2);
  CHECK(has(shallow.errors, "fetch-depth: 2"));
  // The head of the topic instead of the merge is compared with where it parted.
  std::vector<std::string> head = event;
  CHECK(has(request.run_action(request.clone(0, "topic"), head).output, "::error file=new.yaml,"));
  CommandResult far = request.run_action(request.clone(1, "topic"), head);
  CHECK(far.exit_code == 2);
  CHECK(has(far.errors, "fetch-depth: 0"));
  // Other events report everything.
  CommandResult push = request.run_action(request.clone(1), {"BULKHEAD_DIFF_BASE=auto", "BULKHEAD_PULL_REQUEST_BASE=", "GITHUB_SHA=x", "GITHUB_REF=refs/heads/main"});
  CHECK(has(push.output, "::error file=old.yaml,"));
}

TEST_CASE("GitLab's job fails for what a merge request causes, and its reports hold everything", "[report][templates]") {
  PullRequest request;
  YAML::Node job = YAML::LoadFile(kRoot + "/ci-templates/gitlab.yml")["bulkhead"];
  CHECK(job["variables"]["GIT_DEPTH"].as<std::string>() == "0");
  const std::string script = job["script"][0].as<std::string>(), whole = request.clone(0);
  const std::vector<std::string> variables = {"BULKHEAD=bulkhead", "BULKHEAD_PATHS=.", "BULKHEAD_FAIL_ON=high"};
  auto with = [&](const std::string& base) {
    std::vector<std::string> out = variables;
    out.push_back("CI_MERGE_REQUEST_DIFF_BASE_SHA=" + base);
    return out;
  };
  CommandResult done = request.run(script, whole, with(request.main_), "sh");
  INFO(done.output << done.errors);
  CHECK(done.exit_code == 1);
  CHECK(has(done.output, "--> new.yaml:"));
  CHECK_FALSE(has(done.output, "--> old.yaml:"));
  for (const char* report : {"gl-code-quality-report.json", "gl-sast-report.json"}) {
    CHECK(has(bulkhead::test::read_file(whole + "/" + report), "\"old.yaml\""));
    CHECK(has(bulkhead::test::read_file(whole + "/" + report), "\"new.yaml\""));
  }
  CHECK_FALSE(has(bulkhead::test::read_file(whole + "/bulkhead-junit.xml"), "old.yaml"));
  CHECK(request.run(script, whole, with(request.merge_), "sh").exit_code == 0);
  CHECK(has(request.run(script, whole, variables, "sh").output, "--> old.yaml:"));
  CommandResult shallow = request.run(script, request.clone(1), with(request.main_), "sh");
  CHECK(shallow.exit_code == 2);
  CHECK(has(shallow.errors, "GIT_DEPTH 0 of GitLab"));
}

TEST_CASE("Azure's step fails for what a pull request causes", "[report][templates]") {
  PullRequest request;
  YAML::Node step = YAML::LoadFile(kRoot + "/ci-templates/azure-pipelines.yml")["steps"][0];
  auto run = [&](const std::string& directory, const std::string& reason) {
    return request.run(step["bash"].as<std::string>(), directory, {"BULKHEAD=bulkhead", "BULKHEAD_PATH=.", "BULKHEAD_FAIL_ON=high", "BULKHEAD_OUT=" + request.scratch().at("out"),
                                                                  "BUILD_SOURCESDIRECTORY=/sources", "BUILD_REASON=" + reason});
  };
  CommandResult done = run(request.clone(2), "PullRequest");
  INFO(done.output << done.errors);
  CHECK(done.exit_code == 1);
  CHECK(has(done.output, ";sourcepath=/sources/new.yaml;"));
  CHECK_FALSE(has(done.output, "old.yaml"));
  CHECK(fs::exists(request.scratch().at("out/bulkhead-junit.xml")));
  CHECK(has(run(request.clone(2), "Manual").output, "/sources/old.yaml"));
  CommandResult shallow = run(request.clone(1), "PullRequest");
  CHECK(shallow.exit_code == 2);
  CHECK(has(shallow.errors, "`fetchDepth: 2` of Azure"));
}

TEST_CASE("Bitbucket's step sends what a pull request causes", "[report][templates]") {
  if (!bulkhead::test::has_command("jq")) SKIP("no jq on this machine");
  PullRequest request;
  YAML::Node step = YAML::LoadFile(kRoot + "/ci-templates/bitbucket-pipelines.yml")["definitions"]["steps"][0]["step"];
  CHECK(step["clone"]["depth"].as<std::string>() == "full");
  std::string script;
  for (const auto& line : step["script"]) script += line.as<std::string>() + "\n";
  // Stands in for curl: notes the method, the address and the body of each call.
  request.scratch().write("bin/curl", "#!/bin/sh\nfor last; do before=$method; method=$address; address=$last; done\necho \"$method $address\" >> \"$SENT\"\ncat >> \"$SENT\"\necho >> \"$SENT\"\n");
  fs::permissions(request.scratch().at("bin/curl"), fs::perms::owner_all);
  auto run = [&](const std::string& directory) {
    return request.run(script, directory, {"BITBUCKET_PR_DESTINATION_COMMIT=" + request.main_, "BITBUCKET_REPO_FULL_NAME=team/shop", "BITBUCKET_COMMIT=abc", "SENT=" + request.scratch().at("sent")});
  };
  CommandResult done = run(request.clone(0));
  INFO(done.output << done.errors);
  CHECK(done.exit_code == 1);
  const std::string sent = bulkhead::test::read_file(request.scratch().at("sent"));
  CHECK(sent.starts_with("PUT http://api.bitbucket.org/2.0/repositories/team/shop/commit/abc/reports/bulkhead\n"));
  CHECK(has(sent, "POST http://api.bitbucket.org/2.0/repositories/team/shop/commit/abc/reports/bulkhead/annotations\n"));
  CHECK(has(sent, "\"path\":\"new.yaml\""));
  CHECK_FALSE(has(sent, "old.yaml"));
  CommandResult shallow = run(request.clone(1));
  CHECK(shallow.exit_code == 2);
  CHECK(has(shallow.errors, "`clone: {depth: full}` of Bitbucket"));
}
