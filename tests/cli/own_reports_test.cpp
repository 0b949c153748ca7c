// Reports written into the scanned folder: the next scan is the same.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/locations.h"
#include "tests/support/scratch.h"

using bulkhead::test::CommandResult;
using bulkhead::test::Scratch;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

const std::vector<std::pair<std::string, std::string>> kReports = {
    {"json", "report.json"}, {"sarif", "bulkhead.sarif"}, {"gitlab", "gl-code-quality-report.json"}, {"gitlab-sast", "gl-sast-report.json"},
    {"bitbucket", "bulkhead-insights.json"}, {"rdjson", "rd.json"}, {"rdjsonl", "rd.jsonl"}, {"junit", "junit.xml"}, {"sonar", "sonar.json"}, {"html", "report.html"},
    {"markdown", "summary.md"}, {"azure", "azure.txt"}, {"text", "report.txt"}, {"github", "github.txt"}};

}  // namespace

TEST_CASE("what a run writes into the folder is no part of the next scan", "[cli][report]") {
  Scratch scratch;
  fs::copy(fs::path(bulkhead::test::source_directory()) / "fixtures" / "monorepo" / "estate", scratch.at("estate"), fs::copy_options::recursive);
  std::vector<std::string> arguments = {"scan", "--date", "2026-11-24", "--fail-on", "never", "--format", "json=re ports [1]/all*.json"};
  fs::create_directory(scratch.at("estate/re ports [1]"));
  for (const auto& [format, file] : kReports) arguments.insert(arguments.end(), {"--format", format + "=" + (format == "sarif" ? scratch.at("estate/" + file) : "./" + file)});
  auto read = [&](const std::string& path) {
    std::ifstream in(scratch.at("estate/" + path), std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  };
  std::map<std::string, std::string> first;
  for (int round = 0; round < 2; ++round) {
    CommandResult run = bulkhead::test::run_bulkhead(arguments, scratch.at("estate"));
    INFO(run.errors);
    REQUIRE(run.exit_code == 0);
    for (const auto& [format, file] : kReports) {
      if (round == 0) first[file] = read(file);
      CHECK(read(file) == first[file]);
    }
    CHECK(read("re ports [1]/all*.json") == first["report.json"]);
  }
  // Only this run's: a file beside it that looks like it, and one that a pattern could mean, are scanned.
  scratch.write("estate/re ports [1]/allx.json", "{}");
  REQUIRE(bulkhead::test::run_bulkhead(arguments, scratch.at("estate")).exit_code == 0);
  CHECK(Json::parse(read("report.json"))["summary"]["files"] == Json::parse(first["report.json"])["summary"]["files"].get<int>() + 1);
}

TEST_CASE("reports of earlier runs bring no findings", "[cli][report]") {
  for (const char* name : {"monorepo", "aws-live", "kubernetes-namespaces", "compose-service"}) {
    Scratch scratch;
    fs::copy(fs::path(bulkhead::test::source_directory()) / "fixtures" / name / "estate", scratch.at("estate"), fs::copy_options::recursive);
    auto scan = [&](std::vector<std::string> more) {
      more.insert(more.begin(), {"scan", "--date", "2026-11-24", "--fail-on", "never"});
      return bulkhead::test::run_bulkhead(more, scratch.at("estate"));
    };
    Json before = Json::parse(scan({"--format", "json"}).output);
    std::vector<std::string> arguments = {"--write-baseline", "baseline.json"};
    for (const auto& [format, file] : kReports) arguments.insert(arguments.end(), {"--format", format + "=" + file});
    REQUIRE(scan(arguments).exit_code == 0);
    Json after = Json::parse(scan({"--format", "json"}).output);
    INFO(name);
    for (const char* key : {"findings", "environments", "diagnostics"}) CHECK(before[key] == after[key]);
    Json known = Json::parse(scan({"--format", "json", "--baseline", "baseline.json"}).output);
    CHECK(known["findings"].empty());
  }
}
