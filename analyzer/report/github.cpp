// Workflow commands that GitHub shows as annotations: at most ten per level and step, so the most severe come first and the rest are counted.
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

constexpr std::size_t kPerLevel = 10;
constexpr std::size_t kMaxMessage = 4'000;   // of the 64 KB that an annotation may have

std::string level_of(const Finding& finding) {
  Severity severity = shown_severity(finding);
  return severity <= Severity::low ? "notice" : severity == Severity::medium ? "warning" : "error";
}

std::string properties(const Input& input, const Finding& finding) {
  SourceSpan at = anchor(finding);
  std::string out;
  if (at.valid()) {
    Place place = place_of(input.workspace, at);
    out = "file=" + github_property(repository_path(input, at.file)) + ",line=" + std::to_string(place.line) + ",endLine=" + std::to_string(place.end_line);
    // Columns may not be sent for a region of several lines.
    if (place.line == place.end_line) out += ",col=" + std::to_string(place.column) + ",endColumn=" + std::to_string(std::max(place.column, place.end_column));
    out += ",";
  }
  return out + "title=" + github_property(std::string(to_string(finding.severity)) + ": " + finding.rule);
}

std::string command(const Input& input, const Finding& finding) {
  std::string message = message_of(finding), places = other_places(input, finding);
  if (!places.empty()) message += "\n" + places;
  return "::" + level_of(finding) + " " + properties(input, finding) + "::" + github_data(cut_to(message, kMaxMessage)) + "\n";
}

/// What the annotations do not show; empty when they show all there is.
std::string remainder(const Input& input, std::map<std::string, std::size_t>& left_out) {
  std::size_t rest = left_out["error"] + left_out["warning"] + left_out["notice"];
  std::string out;
  if (rest > 0)
    out = plural(rest, "more finding is", "more findings are") + " not shown here (" + plural(left_out["error"], "error", "errors") + ", " +
          plural(left_out["warning"], "warning", "warnings") + ", " + plural(left_out["notice"], "notice", "notices") +
          "): GitHub shows ten of each kind. The summary and the other formats hold them.";
  if (!input.analysis.diagnostics.empty())
    out += (out.empty() ? "" : " ") + plural(input.analysis.diagnostics.size(), "place", "places") + " could not be read or known; the other formats name them.";
  return out;
}

}  // namespace

std::string render_github(const Input& input) {
  auto verdicts = reported_by_severity(input);
  std::map<std::string, std::size_t> total, shown, left_out;
  for (const Verdict* verdict : verdicts) ++total[level_of(verdict->finding)];
  bool full = total["error"] > kPerLevel || total["warning"] > kPerLevel || total["notice"] > kPerLevel;
  // One notice is kept for what is not shown.
  std::size_t notices = full || !input.analysis.diagnostics.empty() ? kPerLevel - 1 : kPerLevel;
  std::string out;
  for (const Verdict* verdict : verdicts) {
    std::string level = level_of(verdict->finding);
    if (shown[level] >= (level == "notice" ? notices : kPerLevel)) {
      ++left_out[level];
      continue;
    }
    ++shown[level];
    out += command(input, verdict->finding);
  }
  std::string rest = remainder(input, left_out);
  return rest.empty() ? out : out + "::notice title=bulkhead::" + github_data(rest) + "\n";
}

}  // namespace bulkhead::report
