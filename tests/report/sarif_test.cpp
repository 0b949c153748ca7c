// What code scanning asks of a SARIF file, on a small finding list.
#include <nlohmann/json.hpp>

#include "tests/support/report_input.h"

using bulkhead::Finding;
using bulkhead::Severity;
using bulkhead::test::ReportInput;
using Json = nlohmann::json;

namespace {

Json run_of(const ReportInput& report) {
  Json sarif = Json::parse(report.render("sarif"));
  REQUIRE(sarif["version"] == "2.1.0");
  REQUIRE(sarif["runs"].size() == 1);            // more with one category are refused
  return sarif["runs"][0];
}

std::string text_of(const Json& result) { return result["message"]["text"]; }
std::string uri_of(const Json& result) { return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]; }

/// dev and staging both reach into prod, at one place there; dev's finding has a trail.
ReportInput links() {
  ReportInput out{{"dev.tf", "cidr = \"10.0.0.0/8\"\n"}, {"prod.tf", "a = 1\ncidr = \"10.0.0.0/16\"\n"}, {"staging.tf", "cidr = \"10.0.0.0/9\"\n"}};
  for (std::string name : {"dev", "staging"}) {
    Finding& finding = out.add("cross-environment-network-link", Severity::high, name + " is linked to prod", out.at(name + ".tf", "\"10"));
    finding.environments = {name};
    finding.related = {{out.at("prod.tf", "\"10"), "the other end", "prod"}, {out.at(name + ".tf", "cidr"), "also here", ""}};
  }
  out.verdicts[0].finding.trail = {{out.at("dev.tf", "cidr"), "argument cidr", ""}};
  return out;
}

}  // namespace

TEST_CASE("each end of a link is a result, one for each place", "[report]") {
  Json run = run_of(links());
  REQUIRE(run["results"].size() == 3);           // dev, the end in prod, staging: prod's place once
  CHECK(uri_of(run["results"][0]) == "dev.tf");
  CHECK(text_of(run["results"][0]) == "dev is linked to prod. See [the place in prod](1), [the related place](2).");
  const Json& end = run["results"][1];
  CHECK(uri_of(end) == "prod.tf");
  CHECK(end["locations"][0]["physicalLocation"]["region"]["startLine"] == 2);
  CHECK(text_of(end) == "dev is linked to prod (this is the end in prod). See [the place in dev](1), [the related place](2).");
  CHECK(end["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "dev.tf");
  CHECK(end["partialFingerprints"]["bulkheadFinding/v1"] == run["results"][0]["partialFingerprints"]["bulkheadFinding/v1"]);
  CHECK(end["partialFingerprints"]["primaryLocationLineHash"] != run["results"][0]["partialFingerprints"]["primaryLocationLineHash"]);
  CHECK(run["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"].size() == 2);
  CHECK(uri_of(run["results"][2]) == "staging.tf");
}

TEST_CASE("an end that has a finding of the same rule already gets no second result", "[report]") {
  ReportInput report = links();
  Finding& back = report.add("cross-environment-network-link", Severity::high, "prod is linked to dev", report.at("prod.tf", "\"10"));
  back.environments = {"prod"};
  back.related = {{report.at("dev.tf", "\"10"), "the other end", "dev"}};
  CHECK(run_of(report)["results"].size() == 3);
}

TEST_CASE("everything that code scanning requires is there and not empty", "[report]") {
  Json run = run_of(links());
  CHECK(run["automationDetails"]["id"].get<std::string>().ends_with("/"));
  CHECK(run["columnKind"] == "utf16CodeUnits");
  const Json& rules = run["tool"]["driver"]["rules"];
  for (const auto& rule : rules) {
    for (const char* key : {"shortDescription", "fullDescription", "help"}) CHECK_FALSE(rule[key]["text"].get<std::string>().empty());
    double severity = std::stod(rule["properties"]["security-severity"].get<std::string>());
    CHECK((severity > 0.0 && severity <= 10.0));
  }
  for (const auto& result : run["results"]) {
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    // Each related place is linked from the message, and nothing else is.
    for (std::size_t id = 1; id <= result["relatedLocations"].size(); ++id) {
      CHECK(result["relatedLocations"][id - 1]["id"] == id);
      CHECK(text_of(result).find("](" + std::to_string(id) + ")") != std::string::npos);
    }
  }
}

TEST_CASE("texts of the estate make no links, and paths are references", "[report]") {
  ReportInput report{{"a b/c:d#é.tf", "x\n"}};
  report.prefix = "live";
  report.add("r", Severity::high, "see [here](1) and [there](http://example.com)", report.at("a b/c:d#é.tf", "x"));
  Json result = run_of(report)["results"][0];
  CHECK(text_of(result) == "see [here] (1) and [there] (http://example.com)");
  CHECK(uri_of(result) == "live/a%20b/c%3Ad%23%C3%A9.tf");
}

TEST_CASE("related places and steps are cut, and the message says so", "[report]") {
  ReportInput report{{"a.tf", "x\n"}};
  Finding& finding = report.add("r", Severity::high, "m", report.at("a.tf", "x"));
  for (int i = 0; i < 1'626; ++i) finding.related.push_back({{finding.at.file, 0, 2}, "", ""});
  for (int i = 0; i < 20'000; ++i) finding.trail.push_back({finding.at, "", ""});
  Json result = run_of(report)["results"][0];
  CHECK(result["relatedLocations"].size() == 20);
  CHECK(text_of(result).ends_with("[the related place](20) and 1606 more places."));
  CHECK(result["codeFlows"][0]["threadFlows"][0]["locations"].size() == 100);
}

TEST_CASE("a result of several lines is shown at its first, which a pull request needs to change", "[report]") {
  ReportInput report{{"a.tf", "x {\n  y = 1\n}\nz\n"}};
  report.add("r", Severity::high, "m", report.at("a.tf", "x {\n  y = 1\n}"));
  report.add("s", Severity::high, "m", report.at("a.tf", "z\n"));
  Json results = run_of(report)["results"];
  CHECK(results[0]["locations"][0]["physicalLocation"]["region"] == Json::parse(R"({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 4})"));
  CHECK(results[1]["locations"][0]["physicalLocation"]["region"] == Json::parse(R"({"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 2})"));
}

TEST_CASE("a fix is shown with the places it changes, by file, in columns of UTF-16", "[report]") {
  ReportInput report{{"a.tf", "\xF0\x90\x90\x80 = true\ny = 1\n"}, {"b.tf", "x = 1\n"}};
  Finding& finding = report.add("r", Severity::high, "m", report.at("a.tf", "true"));
  finding.fix = bulkhead::Fix{"Close [it](x)", true, {{report.at("a.tf", "true"), "false"}, {report.at("a.tf", "y = 1\n"), ""}, {report.at("b.tf", "1"), "2"}}};
  Json fixes = run_of(report)["results"][0]["fixes"];
  REQUIRE(fixes.size() == 1);
  CHECK(fixes[0]["description"]["text"] == "Close [it] (x)");
  const Json& changes = fixes[0]["artifactChanges"];
  REQUIRE(changes.size() == 2);
  CHECK(changes[0]["artifactLocation"]["uri"] == "a.tf");
  CHECK(changes[0]["replacements"] == Json::parse(R"([
    {"deletedRegion": {"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 10}, "insertedContent": {"text": "false"}},
    {"deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 1}}])"));
  CHECK(changes[1]["replacements"][0]["insertedContent"]["text"] == "2");
}

TEST_CASE("a fix that would write a secret is not shown", "[report]") {
  ReportInput report{{"a.tf", "x = true\n"}};
  Finding& finding = report.add("r", Severity::high, "m", report.at("a.tf", "true"));
  finding.fix = bulkhead::Fix{"Do", true, {{report.at("a.tf", "true"), std::string("\"AK") + "IA" + "Q7ZP3M5N2X4B6C8D\""}}};
  CHECK_FALSE(run_of(report)["results"][0].contains("fixes"));
}
