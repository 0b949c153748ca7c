// JUnit's XML: a suite for each rule with findings, a failed case for each finding. What is only possible, and what could not be read, is skipped: neither
// passed nor failed. Attributes are those of the strictest schema (Jenkins' xunit plugin), which knows no file of a case: the place stands in its name.
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

constexpr std::size_t kMaxBytes = 25'000'000;   // GitLab reads files of up to 30 MB
constexpr std::size_t kMaxUnread = 1'000;

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
  std::string place = place_of_case(input, anchor(finding)), message = message_of(finding), places = other_places(input, finding);
  ++suite.tests;
  suite.cases += "    <testcase" + attribute("name", place.empty() ? message : place + ": " + message) + attribute("classname", finding.rule) +
                 attribute("time", "0") + ">\n";
  if (counts(verdict)) {
    ++suite.failures;
    std::string text = place + (places.empty() ? "" : "\n" + places);
    suite.cases += "      <failure" + attribute("message", message) + attribute("type", to_string(finding.severity)) + ">" + xml(text) + "</failure>\n";
  } else {
    ++suite.skipped;
    suite.cases += "      <skipped" + attribute("message", message) + "/>\n";
  }
  suite.cases += "    </testcase>\n";
}

void add_skipped(const std::string& place, const std::string& classname, const std::string& message, Suite& suite) {
  ++suite.tests;
  ++suite.skipped;
  suite.cases += "    <testcase" + attribute("name", place + (place.empty() ? "" : ": ") + message) + attribute("classname", classname) +
                 attribute("time", "0") + ">\n      <skipped" + attribute("message", message) + "/>\n    </testcase>\n";
}

std::string numbers(const Suite& suite) {
  return attribute("tests", suite.tests) + attribute("failures", suite.failures) + attribute("errors", "0") + attribute("skipped", suite.skipped) + attribute("time", "0");
}

}  // namespace

std::string render_junit(const Input& input) {
  std::map<std::string, Suite> suites;
  std::size_t bytes = 0, left_out = 0;
  for (const Verdict* verdict : reported_by_severity(input)) {
    if (bytes > kMaxBytes) {
      ++left_out;
      continue;
    }
    Suite& suite = suites[verdict->finding.rule];
    std::size_t before = suite.cases.size();
    add_finding(input, *verdict, suite);
    bytes += suite.cases.size() - before;
  }
  if (left_out > 0) add_skipped("", "left-out", plural(left_out, "less severe finding is", "less severe findings are") + " left out here", suites["left-out"]);
  const auto& diagnostics = input.analysis.diagnostics;
  for (std::size_t i = 0; i < std::min(diagnostics.size(), kMaxUnread); ++i)
    add_skipped(place_of_case(input, diagnostics[i].at), "not-read-or-known", masked(diagnostics[i].message), suites["not-read-or-known"]);
  if (diagnostics.size() > kMaxUnread)
    add_skipped("", "not-read-or-known", std::to_string(diagnostics.size() - kMaxUnread) + " more could not be read or known", suites["not-read-or-known"]);
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
