// The binary and the conformance door against the shared cases, counted by the shared scorer.
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/locations.h"
#include "tests/support/scratch.h"

namespace {

using namespace bulkhead;
namespace fs = std::filesystem;

struct SharedData {
  fs::path cases, estates, scripts;
  bool complete() const { return fs::is_directory(cases / "manifests") && fs::is_directory(estates) && fs::exists(scripts / "score.py"); }
};

SharedData shared_data() {
  const char* data = std::getenv("BULKHEAD_TEST_DATA");
  const char* shared = std::getenv("BULKHEAD_SHARED_DATA");
  fs::path scripts = shared != nullptr ? std::string(shared) : bulkhead::test::source_directory() + "/../shared/data";
  fs::path unpacked = data != nullptr ? fs::path(data) : scripts;
  return {unpacked / "open", unpacked / "estates", scripts};
}

constexpr const char* kSkip = "no shared data: BULKHEAD_TEST_DATA is its unpacked folder, BULKHEAD_SHARED_DATA the one with score.py";
const std::string kScan = bulkhead::test::bulkhead_binary() + " scan {path} --format json --fail-on never --no-cache";

test::CommandResult python(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "python3");
  return test::run("/usr/bin/env", arguments);
}

/// What score.py counts for one source of cases.
nlohmann::json score_findings(const SharedData& data, const std::string& source) {
  test::Scratch scratch;
  std::string out = scratch.at("score.json");
  test::CommandResult run =
      python({(data.scripts / "score.py").string(), "findings", "--manifest", data.cases.string(), "--mapping",
              bulkhead::test::source_directory() + "/tests/conformance/topic-mapping.json", "--source", source, "--batch", "--cmd", kScan, "--out", out});
  INFO(run.output << run.errors);
  std::ifstream in(out);
  auto counts = nlohmann::json::parse(in, nullptr, false);
  REQUIRE(counts.is_object());
  CHECK(counts["errors"].empty());
  return counts;
}

/// Ids of the cases that were judged wrongly.
std::string wrong_cases(const nlohmann::json& counts) {
  std::string names;
  for (const auto& each : counts["cases"])
    if (each["class"] != "TP" && each["class"] != "TN") names += " " + each["class"].get<std::string>() + " " + each["id"].get<std::string>() + "\n";
  return names;
}

/// Passed and failed cases of one source: lines "topic pass N fail N percent".
std::pair<int, int> score_conformance(const SharedData& data, const std::string& source) {
  test::CommandResult run = python({(data.scripts / "score.py").string(), "conform", "--manifest", data.cases.string(), "--source", source, "--misses", "10",
                                    "--cmd", bulkhead::test::conformance_binary() + " {path}"});
  UNSCOPED_INFO(run.output << run.errors);
  std::pair<int, int> sum;
  std::istringstream lines(run.output);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string topic, pass, fail;
    int passed = 0, failed = 0;
    if (!(words >> topic >> pass >> passed >> fail >> failed) || pass != "pass") continue;
    sum.first += passed;
    sum.second += failed;
  }
  return sum;
}

}  // namespace

TEST_CASE("Pod Security Standards: every topic, both ways", "[conformance][slow]") {
  SharedData data = shared_data();
  if (!data.complete()) SKIP(kSkip);
  auto counts = score_findings(data, "pss");
  CHECK(wrong_cases(counts).empty());
  INFO(wrong_cases(counts));
  CHECK(counts["unmapped"].empty());
  CHECK(counts["total"]["TP"].get<int>() >= 262);
  CHECK(counts["total"]["TN"].get<int>() >= 376);
  CHECK(counts["total"].value("ls", 0) == counts["total"].value("ls_n", -1));
}

TEST_CASE("cases of other tools: recall and precision hold their level", "[conformance][slow]") {
  SharedData data = shared_data();
  if (!data.complete()) SKIP(kSkip);
  struct Level {
    const char* source;
    double recall, precision;
  };
  auto [source, recall, precision] = GENERATE(Level{"kics", 0.73, 0.90}, Level{"checkov", 0.81, 0.89}, Level{"trivy-checks", 0.75, 0.90},
                                              Level{"hadolint", 0.93, 1.0}, Level{"secrets", 0.95, 1.0}, Level{"derived", 0.95, 1.0});
  auto total = score_findings(data, source)["total"];
  double found = total.value("TP", 0);
  CAPTURE(source, total.dump());
  CHECK(found >= recall * (found + total.value("FN", 0)));
  CHECK(found >= precision * (found + total.value("FP", 0)));
}

TEST_CASE("Dockerfiles, HCL and functions answer as the reference does", "[conformance][slow]") {
  SharedData data = shared_data();
  if (!data.complete()) SKIP(kSkip);
  auto dockerfile = score_conformance(data, "dockerfile");
  CHECK(dockerfile.first >= 243);
  CHECK(dockerfile.second == 0);
  auto hcl = score_conformance(data, "hcl");
  CHECK(hcl.first >= 138);
  CHECK(hcl.second == 0);
  auto functions = score_conformance(data, "tf-functions");
  CHECK(functions.first >= 403);
  CHECK(functions.second == 0);
}

TEST_CASE("verified findings of real estates are found, near misses are not", "[conformance][slow]") {
  SharedData data = shared_data();
  if (!data.complete()) SKIP(kSkip);
  test::CommandResult run = python({(data.scripts / "score_truth.py").string(), "--truth", (data.scripts / "truth-open.json").string(), "--estates",
                                    data.estates.string(), "--bulkhead", kScan, "--json"});
  INFO(run.output << run.errors);
  auto result = nlohmann::json::parse(run.output, nullptr, false);
  REQUIRE(result.is_object());
  for (const auto& [difficulty, found] : result["by_difficulty"].items()) {
    INFO(difficulty);
    CHECK(found[0].get<double>() >= 0.9 * found[1].get<double>());
  }
  CHECK(result["recall"].get<double>() >= 0.96);
  CHECK(result["flagged_near_misses"].get<double>() == 0);
}

TEST_CASE("what stays unknown in a real estate is what nobody can know", "[conformance][slow]") {
  SharedData data = shared_data();
  if (!data.complete()) SKIP(kSkip);
  test::CommandResult run = test::run_bulkhead({"facts", "--unknown", (data.estates / "modernisation-platform-environments").string(), "--no-cache"});
  std::istringstream lines(run.output);
  std::string line;
  REQUIRE(std::getline(lines, line));
  auto all = nlohmann::json::parse(line, nullptr, false);
  REQUIRE(all.is_object());
  double other = 0;
  for (const auto& [cause, count] : all["unknown"].items())
    if (cause != "data-source" && cause != "remote-module" && cause != "computed-attribute") other += count.get<double>();
  CHECK(all["values"].get<double>() > 1'000'000);
  CHECK(other < 0.05 * all["values"].get<double>());
  // Errors are Terraform's own: these files name what nothing declares.
  std::set<std::string> wrong;
  while (std::getline(lines, line))
    if (auto one = nlohmann::json::parse(line, nullptr, false); one.is_object() && one.value("severity", "") == "error") {
      CHECK(one["message"].get<std::string>().ends_with("is not declared in this module"));
      wrong.insert(one["file"].get<std::string>());
    }
  CHECK(wrong == std::set<std::string>{"terraform/environments/analytical-platform-ingestion/modules/dms/examples/example-readme/main.tf",
                                       "terraform/environments/ccms-ebs-upgrade/modules/cloudwatch.tf", "terraform/environments/ccms-ebs/modules/cloudwatch.tf",
                                       "terraform/environments/cloud-platform-non-live/cluster/providers.tf", "terraform/environments/wardship/providers.tf"});
}

TEST_CASE("every estate is scanned whole", "[conformance][slow]") {
  SharedData data = shared_data();
  if (!data.complete()) SKIP(kSkip);
  for (const auto& estate : fs::directory_iterator(data.estates)) {
    test::CommandResult run = test::run_bulkhead({"scan", estate.path().string(), "--format", "json", "--fail-on", "never", "--no-cache"});
    INFO(estate.path() << " exit " << run.exit_code << " " << run.errors.substr(0, 2000));
    CHECK(run.exit_code == 0);
    auto report = nlohmann::json::parse(run.output, nullptr, false);
    REQUIRE(report.is_object());
    CHECK(!report["findings"].empty());
    std::string broken;
    for (const auto& each : report["findings"])
      if (each["rule"] == "unparsable-file") broken += each["file"].get<std::string>() + ": " + each["message"].get<std::string>() + "\n";
    CHECK(broken == "");
  }
}
