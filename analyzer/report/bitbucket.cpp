// Bitbucket's Code Insights: the body of the call that makes the report, and the bodies of those that add its annotations. Whoever has
// the access sends them (ci-templates/bitbucket-pipelines.yml); bulkhead sends nothing.
#include <nlohmann/json.hpp>

#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/summary.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxAnnotations = 1'000, kPerCall = 100;
constexpr std::size_t kMaxSummary = 450, kMaxDetails = 2'000;

std::string_view severity_of(const Finding& finding) {
  switch (shown_severity(finding)) {
    case Severity::critical: return "CRITICAL";
    case Severity::high: return "HIGH";
    case Severity::medium: return "MEDIUM";
    case Severity::low:
    case Severity::info: return "LOW";
  }
  return "LOW";
}

Json annotation(const Input& input, const Verdict& verdict, const std::string& id) {
  const Finding& finding = verdict.finding;
  Json out = {{"external_id", id}, {"annotation_type", "VULNERABILITY"}, {"severity", severity_of(finding)},
              {"title", finding.rule}, {"summary", cut_to(message_of(finding), kMaxSummary)}};
  if (std::string places = other_places(input, finding); !places.empty()) out["details"] = cut_to(places, kMaxDetails);
  if (SourceSpan at = anchor(finding); at.valid()) {
    out["path"] = repository_path(input, at.file);
    out["line"] = place_of(input.workspace, at).line;
  }
  return out;
}

}  // namespace

std::string render_bitbucket(const Input& input) {
  auto verdicts = reported_by_severity(input);
  Json calls = Json::array();
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < std::min(verdicts.size(), kMaxAnnotations); ++i) {
    std::string id = "bulkhead-" + verdicts[i]->fingerprint;
    if (int count = ++seen[id]; count > 1) id += "-" + std::to_string(count);
    if (i % kPerCall == 0) calls.push_back(Json::array());
    calls.back().push_back(annotation(input, *verdicts[i], id));
  }
  bool passed = std::none_of(input.verdicts.begin(), input.verdicts.end(), counts);
  std::string details = summary_line(input);
  if (verdicts.size() > kMaxAnnotations)
    details += " " + std::to_string(verdicts.size() - kMaxAnnotations) + " less severe findings are left out: 1,000 is the most that Bitbucket keeps.";
  if (!input.analysis.diagnostics.empty()) details += " " + plural(input.analysis.diagnostics.size(), "place", "places") + " could not be read or known.";
  Json data = Json::array({{{"title", "Findings"}, {"type", "NUMBER"}, {"value", verdicts.size()}},
                           {{"title", "Not read or known"}, {"type", "NUMBER"}, {"value", input.analysis.diagnostics.size()}}});
  Json report = {{"title", "bulkhead"}, {"details", cut_to(details, kMaxDetails)}, {"report_type", "SECURITY"}, {"reporter", "bulkhead"},
                 {"result", passed ? "PASSED" : "FAILED"}, {"data", std::move(data)}};
  Json root = {{"report", std::move(report)}, {"annotations", std::move(calls)}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bulkhead::report
