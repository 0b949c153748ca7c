// An estate with more findings than any forge takes: every limit holds, and what is left out is said.
#include <nlohmann/json.hpp>

#include "tests/support/report_input.h"

using bulkhead::Severity;
using bulkhead::test::ReportInput;
using Json = nlohmann::json;

namespace {

constexpr std::size_t kFindings = 30'000;

/// 30,000 findings of all severities, each with `related` other places.
ReportInput large(std::size_t related) {
  std::string text;
  for (int line = 0; line < 1'000; ++line) text += "attribute_" + std::to_string(line) + " = \"value\"\n";
  ReportInput out{{"live/dev/main.tf", text}, {"live/prod/main.tf", text}};
  const auto dev = out.workspace.find("live/dev/main.tf")->id, prod = out.workspace.find("live/prod/main.tf")->id;
  for (std::size_t i = 0; i < kFindings; ++i) {
    std::uint32_t at = out.workspace.lines(dev).line_start(static_cast<std::uint32_t>(i % 1'000) + 1);
    auto& finding = out.add("rule-" + std::to_string(i / 1'000), static_cast<Severity>(i % 5), "Number " + std::to_string(i), {dev, at, at + 9});
    finding.environments = {"dev"};
    for (std::uint32_t n = 0; n < related; ++n) finding.related.push_back({{prod, at + n % 9, at + n % 9 + 1}, "the other end", "prod"});
  }
  return out;
}

/// The largest number of members of any object `key` in `value`.
std::size_t longest(const Json& value, const std::string& key) {
  std::size_t out = 0;
  if (value.is_object() && value.contains(key)) out = value[key].size();
  if (value.is_structured())
    for (const auto& entry : value) out = std::max(out, longest(entry, key));
  return out;
}

}  // namespace

TEST_CASE("30,000 findings stay within what code scanning takes", "[report]") {
  for (std::size_t related : {std::size_t{1}, std::size_t{2'000}}) {
    ReportInput report = related == 1 ? large(1) : ReportInput{{"a.tf", "x\n"}};
    if (related > 1) {
      auto& finding = report.add("r", Severity::high, "m", report.at("a.tf", "x"));
      for (std::size_t n = 0; n < related; ++n) {
        finding.related.push_back({report.at("a.tf", "x"), "e", "e" + std::to_string(n)});
        finding.related.back().at.end += static_cast<std::uint32_t>(n % 2);
        finding.trail.push_back({report.at("a.tf", "x"), "step", ""});
      }
    }
    std::string text = report.render("sarif");
    Json sarif = Json::parse(text);
    REQUIRE(sarif["runs"].size() == 1);
    const Json& run = sarif["runs"][0];
    CHECK(text.size() < 45'000'000);
    CHECK(run["results"].size() <= 5'000);
    CHECK(run["tool"]["driver"]["rules"].size() <= 25'000);
    CHECK(longest(run, "tags") <= 20);
    CHECK(longest(run["results"], "relatedLocations") <= 1'000);
    CHECK(longest(run["results"], "locations") <= 1'000);
    if (related > 1) continue;
    CHECK(run["results"].size() == 5'000);
    for (const auto& result : run["results"]) {
      REQUIRE(result["locations"].size() == 1);
      REQUIRE(result["properties"]["severity"] == "critical");      // 12,000 results of critical findings: nothing less severe is kept
      REQUIRE(result["partialFingerprints"]["primaryLocationLineHash"].get<std::string>().size() > 2);
      for (const char* key : {"startLine", "startColumn", "endLine", "endColumn"})
        REQUIRE(result["locations"][0]["physicalLocation"]["region"][key].get<int>() >= 1);
    }
    std::string said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    CHECK(said.starts_with("55000 less severe results are left out"));
  }
}

TEST_CASE("30,000 findings in the formats of the other forges", "[report]") {
  ReportInput report = large(1);
  std::string summary = report.render("markdown");
  CHECK(summary.size() <= 1'048'576);
  CHECK(summary.find("less severe findings are left out here") != std::string::npos);
  std::string github = report.render("github");
  CHECK(std::count(github.begin(), github.end(), '\n') == 30);
  CHECK(github.find("29971 more findings are not shown here (11990 errors, 5990 warnings, 11991 notices)") != std::string::npos);
  CHECK(Json::parse(report.render("gitlab")).size() == kFindings);
  for (auto& verdict : report.verdicts) verdict.finding.message += std::string(500, 'm');
  std::string junit = report.render("junit");
  CHECK(junit.size() < 30'000'000);
  CHECK(junit.find(" less severe findings are left out here") != std::string::npos);
  CHECK(Json::parse(report.render("bitbucket"))["annotations"].size() == 10);
}
