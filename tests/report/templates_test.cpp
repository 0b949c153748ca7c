// The action and the templates for other forges ask for what there is.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <yaml-cpp/yaml.h>

#include "analyzer/report/report.h"
#include "tests/support/command.h"
#include "tests/support/locations.h"
#include "tests/support/scratch.h"

namespace fs = std::filesystem;
using bulkhead::test::Scratch;

namespace {

const fs::path kRoot = bulkhead::test::source_directory();

/// Runs the script of the action's step `scan` over `estate` as a runner does.
bulkhead::test::CommandResult run_action(const Scratch& scratch, const std::string& estate, const std::string& fail_on) {
  YAML::Node steps = YAML::LoadFile((kRoot / "action.yml").string())["runs"]["steps"];
  scratch.write("script.sh", steps[0]["run"].as<std::string>());
  scratch.write("output", "");
  scratch.write("summary", "");
  return bulkhead::test::run("/usr/bin/env", {"BULKHEAD=" + bulkhead::test::bulkhead_binary(), "BULKHEAD_PATHS=" + estate, "BULKHEAD_FAIL_ON=" + fail_on, "BULKHEAD_BASELINE=",
                                              "BULKHEAD_ARGUMENTS=--date\n2026-11-24", "RUNNER_TEMP=" + scratch.at(), "GITHUB_OUTPUT=" + scratch.at("output"),
                                              "GITHUB_STEP_SUMMARY=" + scratch.at("summary"), "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", scratch.at("script.sh")});
}

}  // namespace

TEST_CASE("every format that the action, the templates and the readme name is there", "[report][templates]") {
  std::vector<fs::path> files = {kRoot / "action.yml", kRoot / "README.md"};
  for (const auto& entry : fs::directory_iterator(kRoot / "ci-templates")) files.push_back(entry.path());
  REQUIRE(files.size() >= 5);
  for (const fs::path& path : files) {
    const std::string text = bulkhead::test::read_file(path), option = "--format ";
    for (std::size_t at = text.find(option); at != std::string::npos; at = text.find(option, at + 1)) {
      std::size_t begin = text.find_first_not_of('"', at + option.size()), end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", begin);
      std::string name = text.substr(begin, end - begin);
      if (text.compare(begin, 4, "NAME") == 0) continue;
      INFO(path << ": --format " << name);
      CHECK(bulkhead::report::format_from(name).has_value());
    }
    if (path.extension() == ".yml") CHECK_NOTHROW(YAML::LoadFile(path.string()));
  }
}

TEST_CASE("the action reports what the scan found", "[report][templates]") {
  if (std::system("command -v jq >/dev/null") != 0) SKIP("no jq on this machine");
  Scratch scratch;
  std::string pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop-prod}\nspec:\n  containers:\n    - name: web\n      securityContext:\n        privileged: ";
  scratch.write("an estate/pod.yaml", pod + "true\n");
  scratch.write("an estate/known.yaml", pod + "true  # bulkhead:ignore privileged-container -- the node agent needs it\n");
  auto result = run_action(scratch, scratch.at("an estate"), "medium");
  INFO(result.errors);
  CHECK(result.exit_code == 0);                 // the job fails in a later step, after the upload
  CHECK(result.output.starts_with("::error file="));
  const std::string outputs = bulkhead::test::read_file(scratch.at("output"));
  CHECK(outputs.starts_with("exit-code=1\n"));
  CHECK(bulkhead::test::read_file(scratch.at("summary")).find("privileged-container") != std::string::npos);
  std::size_t begin = outputs.find("sarif-file=") + 11;
  auto sarif = nlohmann::json::parse(bulkhead::test::read_file(outputs.substr(begin, outputs.find('\n', begin) - begin)));
  REQUIRE_FALSE(sarif["runs"][0]["results"].empty());
  for (const auto& one : sarif["runs"][0]["results"]) CHECK_FALSE(one.contains("suppressions"));
  CHECK(run_action(scratch, scratch.at("nowhere"), "medium").exit_code == 2);
}
