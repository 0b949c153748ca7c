// Generic issues of SonarQube 10.3 and later. Columns count UTF-16 code units from 0; an import with one column out of its line fails whole, so that ranges
// without a width and ranges of other kinds name lines only.
#include <nlohmann/json.hpp>

#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/rule_text.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

std::string_view impact_of(Severity severity) {
  return severity >= Severity::high ? "HIGH" : severity == Severity::medium ? "MEDIUM" : "LOW";
}

std::string_view severity_of(Severity severity) {
  switch (severity) {
    case Severity::critical: return "BLOCKER";
    case Severity::high: return "CRITICAL";
    case Severity::medium: return "MAJOR";
    case Severity::low: return "MINOR";
    case Severity::info: return "INFO";
  }
  return "INFO";
}

Json rule_json(const Input& input, const std::string& id, Severity severity) {
  std::string title = rule_title(input, id);
  return {{"id", id}, {"name", title}, {"description", title}, {"engineId", "bulkhead"}, {"cleanCodeAttribute", "TRUSTWORTHY"}, {"type", "VULNERABILITY"},
          {"severity", severity_of(severity)}, {"impacts", Json::array({{{"softwareQuality", "SECURITY"}, {"severity", impact_of(severity)}}})}};
}

Json text_range(const Input& input, const SourceSpan& at) {
  Place place = place_of(input.workspace, at);
  Json out = {{"startLine", place.line}, {"endLine", place.end_line}};
  if (place.line != place.end_line) return out;
  const LineIndex& lines = input.workspace.lines(at.file);
  std::uint32_t last = lines.line_start(place.line) + static_cast<std::uint32_t>(lines.line(place.line).size());
  std::uint32_t begin = lines.utf16_column(at.begin), end = lines.utf16_column(std::min(std::max(at.begin, at.end), last));
  if (end <= begin) return out;
  out["startColumn"] = begin;
  out["endColumn"] = end;
  return out;
}

Json location(const Input& input, const SourceSpan& at, const std::string& message) {
  return {{"message", message}, {"filePath", repository_path(input, at.file)}, {"textRange", text_range(input, at)}};
}

}  // namespace

std::string render_sonar(const Input& input) {
  std::map<std::string, Severity> rules;
  Json issues = Json::array();
  for (const Verdict& verdict : input.verdicts) {
    const Finding& finding = verdict.finding;
    SourceSpan at = anchor(finding);
    // An issue without a file cannot be written down; findings have places, so that this is a guard only.
    if (!stands(verdict) || !at.valid()) continue;
    auto [entry, fresh] = rules.try_emplace(finding.rule, shown_severity(finding));
    if (!fresh) entry->second = std::max(entry->second, shown_severity(finding));
    Json secondary = Json::array();
    for (const Note& note : finding.related)
      if (note.at.valid())
        secondary.push_back(location(input, note.at, valid_utf8((note.environment.empty() ? "" : note.environment + ": ") + masked(note.text))));
    Json issue = {{"ruleId", finding.rule}, {"primaryLocation", location(input, at, message_of(finding))}};
    if (!secondary.empty()) issue["secondaryLocations"] = std::move(secondary);
    issues.push_back(std::move(issue));
  }
  Json described = Json::array();
  for (const auto& [id, severity] : rules) described.push_back(rule_json(input, id, severity));
  Json root = {{"rules", std::move(described)}, {"issues", std::move(issues)}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bulkhead::report
