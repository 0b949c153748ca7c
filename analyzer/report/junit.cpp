// JUnit's XML: a suite for each rule with findings, a failed case for each finding. What is only possible, and what could not be read, is skipped: neither
// passed nor failed.
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

struct Suite {
  std::string cases;
  std::size_t tests = 0, failures = 0, skipped = 0;
};

std::string attribute(std::string_view name, std::string_view value) { return " " + std::string(name) + "=\"" + xml(value) + "\""; }
std::string attribute(std::string_view name, std::size_t value) { return attribute(name, std::to_string(value)); }

std::string place_of_case(const Input& input, const SourceSpan& at) {
  std::string place = place_text(input.workspace, at);
  return place.empty() || input.repository_prefix.empty() ? place : input.repository_prefix + "/" + place;
}

void add_finding(const Input& input, const Verdict& verdict, Suite& suite) {
  const Finding& finding = verdict.finding;
  SourceSpan at = anchor(finding);
  std::string place = place_of_case(input, at), message = message_of(finding), places = other_places(input, finding);
  ++suite.tests;
  suite.cases += "    <testcase" + attribute("name", place.empty() ? message : place + ": " + message) + attribute("classname", finding.rule) +
                 (at.valid() ? attribute("file", repository_path(input, at.file)) : "") + attribute("time", "0") + ">\n";
  if (counts(verdict)) {
    ++suite.failures;
    std::string text = place + ": " + std::string(to_string(finding.severity)) + ": " + message + (places.empty() ? "" : "\n" + places);
    suite.cases += "      <failure" + attribute("message", message) + attribute("type", to_string(finding.severity)) + ">" + xml(text) + "</failure>\n";
  } else {
    ++suite.skipped;
    suite.cases += "      <skipped" + attribute("message", message) + "/>\n";
  }
  suite.cases += "    </testcase>\n";
}

void add_unread(const Input& input, const Diagnostic& diagnostic, Suite& suite) {
  std::string place = place_of_case(input, diagnostic.at), message = masked(diagnostic.message);
  ++suite.tests;
  ++suite.skipped;
  suite.cases += "    <testcase" + attribute("name", place + (place.empty() ? "" : ": ") + message) + attribute("classname", "not-read-or-known") +
                 attribute("time", "0") + ">\n      <skipped" + attribute("message", message) + "/>\n    </testcase>\n";
}

std::string numbers(const Suite& suite) {
  return attribute("tests", suite.tests) + attribute("failures", suite.failures) + attribute("errors", "0") + attribute("skipped", suite.skipped) + attribute("time", "0");
}

}  // namespace

std::string render_junit(const Input& input) {
  std::map<std::string, Suite> suites;
  for (const Verdict& verdict : input.verdicts)
    if (verdict.standing == Standing::reported) add_finding(input, verdict, suites[verdict.finding.rule]);
  for (const Diagnostic& diagnostic : input.analysis.diagnostics) add_unread(input, diagnostic, suites["not-read-or-known"]);
  // A file without a case counts as a broken one.
  if (suites.empty()) suites["bulkhead"] = {"    <testcase name=\"no findings\" classname=\"bulkhead\" time=\"0\"/>\n", 1, 0, 0};
  Suite all;
  std::string body;
  for (const auto& [name, suite] : suites) {
    all.tests += suite.tests;
    all.failures += suite.failures;
    all.skipped += suite.skipped;
    body += "  <testsuite" + attribute("name", name) + numbers(suite) + ">\n" + suite.cases + "  </testsuite>\n";
  }
  // JUnit's own root knows no number of skipped cases.
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "bulkhead") + attribute("tests", all.tests) + attribute("failures", all.failures) +
         attribute("errors", "0") + attribute("time", "0") + ">\n" + body + "</testsuites>\n";
}

}  // namespace bulkhead::report
