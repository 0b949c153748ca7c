// GitLab's Code Quality: an array of issues; those with equal fingerprints would be taken for one.
#include <nlohmann/json.hpp>

#include "analyzer/report/entries.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_of(const Finding& finding) {
  switch (shown_severity(finding)) {
    case Severity::critical: return "blocker";
    case Severity::high: return "critical";
    case Severity::medium: return "major";
    case Severity::low: return "minor";
    case Severity::info: return "info";
  }
  return "info";
}

}  // namespace

std::string render_gitlab(const Input& input) {
  Json out = Json::array();
  std::map<std::string, int> seen;
  for (const Verdict& verdict : input.verdicts) {
    if (!stands(verdict)) continue;
    const Finding& finding = verdict.finding;
    SourceSpan at = anchor(finding);
    Place place = place_of(input.workspace, at);
    std::string description = message_of(finding), places = other_places(input, finding), fingerprint = verdict.fingerprint;
    if (!places.empty()) description += "\n" + places;
    if (int count = ++seen[fingerprint]; count > 1) fingerprint += "-" + std::to_string(count);
    out.push_back({{"description", description}, {"check_name", finding.rule}, {"fingerprint", fingerprint}, {"severity", severity_of(finding)},
                   {"location", {{"path", at.valid() ? repository_path(input, at.file) : "."}, {"lines", {{"begin", place.line}, {"end", place.end_line}}}}}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bulkhead::report
