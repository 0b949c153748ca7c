// Microsoft's validator and the schema read what the command line writes.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/git_repository.h"
#include "tests/support/locations.h"
#include "tests/support/packages.h"
#include "tests/support/scratch.h"
#include "tests/support/tools.h"

using bulkhead::test::absent;
using bulkhead::test::CommandResult;
using bulkhead::test::run;
using bulkhead::test::tool;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// What the validator says of the files: "error SARIF1001" and how often. `more` are options of it.
std::map<std::string, int> verdicts(const std::vector<std::string>& files, const std::vector<std::string>& more = {}) {
  std::vector<std::string> command = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", tool("sarif-multitool"), "validate"};
  command.insert(command.end(), files.begin(), files.end());
  command.insert(command.end(), more.begin(), more.end());
  CommandResult said = run("/usr/bin/env", command);
  INFO(said.output << said.errors);
  CHECK(said.output.find("Analysis completed successfully") != std::string::npos);
  std::map<std::string, int> out;
  for (const char* level : {": error ", ": warning ", ": note "})
    for (std::size_t at = said.output.find(level); at != std::string::npos; at = said.output.find(level, at + 1)) {
      std::size_t begin = at + 2;
      ++out[said.output.substr(begin, said.output.find(':', begin) - begin)];
    }
  return out;
}

std::string scan(const std::string& estate, const std::string& file) {
  CommandResult done = bulkhead::test::run_bulkhead({"scan", estate, "--format", "sarif=" + file, "--fail-on", "never", "--date", "2026-11-24"});
  INFO(done.errors);
  REQUIRE(done.exit_code == 0);
  return file;
}

Json read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return Json::parse(in);
}

/// The schema that the validator comes with.
std::string schema() { return (fs::canonical(tool("sarif-multitool")).parent_path() / "sarif-2.1.0.json").string(); }

}  // namespace

TEST_CASE("SARIF of every fixture estate, and of odd names, is what Microsoft's validator wants", "[integrations][report]") {
  if (tool("sarif-multitool").empty()) SKIP(absent("sarif-multitool"));
  bulkhead::test::Scratch scratch;
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(bulkhead::test::source_directory() + "/fixtures"))
    if (fs::exists(entry.path() / "estate")) files.push_back(scan((entry.path() / "estate").string(), scratch.at(entry.path().filename().string() + ".sarif")));
  REQUIRE(files.size() >= 10);
  const std::string pod = "kind: Pod\napiVersion: v1\nmetadata: {name: a, namespace: shop-prod}\nspec: {containers: [{name: a, securityContext: {privileged: true}}]}\n";
  for (const char* name : {"odd/sp ace.yaml", "odd/new\nline.yaml", "odd/x\xE9.yaml", "odd/%41#?&:[].yaml", "odd/\xC3\xA9\xF0\x90\x90\x80.yaml", "odd/-dash.yaml"})
    scratch.write(name, pod);
  scratch.write("odd/broken.tf", "resource \"a\" {\n");
  files.push_back(scan(scratch.at("odd"), scratch.at("odd.sarif")));
  CHECK(read(files.back())["runs"][0]["results"].size() >= 6);

  // Of a change: what is new and what was there.
  bulkhead::test::TestRepository repository;
  repository.write("old.yaml", pod);
  repository.commit();
  std::string other = pod;
  repository.write("new.yaml", other.replace(other.find("name: a"), 7, "name: b"));
  repository.commit();
  files.push_back(scratch.at("change.sarif"));
  REQUIRE(repository.bulkhead({"scan", "--diff-base", "HEAD~1", "--format", "sarif=" + files.back(), "--fail-on", "never"}).exit_code == 0);
  std::set<std::string> states;
  const Json compared = read(files.back());
  for (const Json& result : compared["runs"][0]["results"]) states.insert(result["baselineState"].get<std::string>());
  CHECK(states == std::set<std::string>{"new", "unchanged"});

  // A tool should say where on the web it is told of; there is no such place. Nothing else is found, of the rules of GitHub's code scanning too.
  const auto count = static_cast<int>(files.size());
  CHECK(verdicts(files) == std::map<std::string, int>{{"warning SARIF2005", count}});
  CHECK(verdicts(files, {"--rule-kind", "Gh;Ghas"}).empty());

  if (tool("check-jsonschema").empty()) SKIP(absent("check-jsonschema"));
  std::vector<std::string> arguments = {"--schemafile", schema()};
  arguments.insert(arguments.end(), files.begin(), files.end());
  CommandResult valid = run(tool("check-jsonschema"), arguments);
  INFO(valid.output << valid.errors);
  CHECK(valid.exit_code == 0);
}

TEST_CASE("SARIF of an estate with 30,000 findings stays within what code scanning takes", "[integrations][report][slow]") {
  bulkhead::test::Scratch scratch;
  for (int file = 0; file < 60; ++file) {
    std::string text;
    for (int i = 0; i < 100; ++i)
      text += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p" + std::to_string(file * 100 + i) + ", namespace: shop-prod}\nspec:\n  containers:\n    - name: web\n"
              "      image: registry.example.org/web:latest\n      securityContext: {privileged: " + (i % 3 == 0 ? "true" : "false") + "}\n";
    scratch.write("estate/pods-" + std::to_string(file) + ".yaml", text);
  }
  const std::string file = scan(scratch.at("estate"), scratch.at("large.sarif"));
  Json whole = Json::parse(bulkhead::test::run_bulkhead({"scan", scratch.at("estate"), "--format", "json", "--fail-on", "never"}).output);
  std::map<std::string, std::size_t> by_severity;
  for (const Json& finding : whole["findings"]) ++by_severity[finding["severity"].get<std::string>()];
  REQUIRE(whole["findings"].size() >= 30'000);
  const std::size_t severe = by_severity["critical"] + by_severity["high"];
  REQUIRE(severe > 0);
  REQUIRE(severe < 5'000);

  Json sarif = read(file);
  REQUIRE(sarif["runs"].size() == 1);
  const Json& results = sarif["runs"][0]["results"];
  CHECK(results.size() == 5'000);
  std::size_t kept = 0;
  std::set<std::string> fingerprints;
  for (const Json& result : results) {
    const std::string severity = result["properties"]["severity"];
    kept += severity == "critical" || severity == "high";
    fingerprints.insert(result["partialFingerprints"]["bulkheadFinding/v1"].get<std::string>());
    for (const char* key : {"startLine", "startColumn", "endLine", "endColumn"})
      REQUIRE(result["locations"][0]["physicalLocation"]["region"][key].get<int>() >= 1);
  }
  CHECK(kept == severe);                                                   // every severe one, before any other
  CHECK(fingerprints.size() == 5'000);
  std::string said = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
  CHECK(said.find(std::to_string(whole["findings"].size() - 5'000) + " less severe results are left out") != std::string::npos);
  CommandResult packed = bulkhead::test::shell("gzip -c \"$1\" | wc -c", "", file);
  CHECK(std::stoul(packed.output) < 10'000'000);

  if (tool("sarif-multitool").empty()) SKIP(absent("sarif-multitool"));
  CHECK(verdicts({file}) == std::map<std::string, int>{{"warning SARIF2005", 1}});
}
