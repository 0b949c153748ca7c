// GitLab's SAST report, schema 15: what the security tab and merge requests of GitLab read.
#include <nlohmann/json.hpp>

#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/rule_text.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxName = 255, kMaxDescription = 100'000, kMaxSolution = 7'000;   // the schema's, but for the second, which is a tenth of it
constexpr std::size_t kMaxMessages = 100;

Json tool(const Input& input) {
  return {{"id", "bulkhead"}, {"name", "bulkhead"}, {"version", input.version}, {"vendor", {{"name", "bulkhead"}}}};
}

Json location(const Input& input, const SourceSpan& at) {
  Place place = place_of(input.workspace, at);
  return {{"file", at.valid() ? repository_path(input, at.file) : "."}, {"start_line", place.line}, {"end_line", place.end_line}};
}

Json other_ends(const Input& input, const Finding& finding) {
  Json items = Json::array();
  for (const Note& note : finding.related) {
    if (!note.at.valid()) continue;
    Place place = place_of(input.workspace, note.at);
    items.push_back({{"type", "file-location"}, {"file_name", repository_path(input, note.at.file)}, {"line_start", place.line}, {"line_end", place.end_line}});
  }
  return items;
}

Json vulnerability(const Input& input, const Verdict& verdict, const std::string& id) {
  const Finding& finding = verdict.finding;
  std::string description = message_of(finding), places = other_places(input, finding);
  if (!places.empty()) description += "\n\n" + places;
  Json identifiers = Json::array({{{"type", "bulkhead_rule"}, {"name", finding.rule}, {"value", finding.rule}}});
  for (const auto& requirement : finding.requirements)
    identifiers.push_back({{"type", "bulkhead_requirement"}, {"name", "Requirement " + requirement}, {"value", requirement}});
  Json out = {{"id", id}, {"name", cut_to(rule_title(input, finding.rule), kMaxName)}, {"description", cut_to(description, kMaxDescription)},
              {"severity", capitalised(shown_severity(finding))}};
  if (finding.fix && !finding.fix->description.empty()) out["solution"] = cut_to(masked(finding.fix->description), kMaxSolution);
  out["identifiers"] = std::move(identifiers);
  out["location"] = location(input, anchor(finding));
  if (Json items = other_ends(input, finding); !items.empty())
    out["details"] = {{"other_places", {{"name", "Other places"}, {"type", "list"}, {"items", std::move(items)}}}};
  return out;
}

/// What could not be read, for whoever asks why something is missing.
Json messages(const Input& input) {
  Json out = Json::array();
  for (const Diagnostic& diagnostic : input.analysis.diagnostics) {
    if (out.size() == kMaxMessages) {
      out.push_back({{"level", "warn"}, {"value", std::to_string(input.analysis.diagnostics.size() - kMaxMessages) + " more are left out"}});
      break;
    }
    std::string place = place_text(input.workspace, diagnostic.at);
    out.push_back({{"level", "warn"}, {"value", valid_utf8(place + (place.empty() ? "" : ": ") + masked(diagnostic.message))}});
  }
  return out;
}

}  // namespace

std::string render_gitlab_sast(const Input& input) {
  Json vulnerabilities = Json::array();
  std::map<std::string, int> seen;
  for (const Verdict& verdict : input.verdicts) {
    if (!stands(verdict)) continue;
    std::string id = verdict.fingerprint;
    if (int count = ++seen[id]; count > 1) id += "-" + std::to_string(count);
    vulnerabilities.push_back(vulnerability(input, verdict, id));
  }
  // The day is all that is said of the time: equal input gives equal bytes.
  std::string time = input.today + "T00:00:00";
  Json scan = {{"analyzer", tool(input)}, {"scanner", tool(input)}, {"type", "sast"}, {"start_time", time}, {"end_time", time}, {"status", "success"}};
  if (Json all = messages(input); !all.empty()) scan["messages"] = std::move(all);
  Json root = {{"version", "15.0.4"}, {"scan", std::move(scan)}, {"vulnerabilities", std::move(vulnerabilities)}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bulkhead::report
