// Workflow commands that GitHub shows as annotations: at most ten per level and step, so the most severe come first and the rest are counted.
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/place.h"
#include "analyzer/report/report.h"

namespace bulkhead::report {
namespace {

constexpr std::size_t kPerLevel = 10;

std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += property ? "%3A" : ":"; break;
      case ',': out += property ? "%2C" : ","; break;
      default: out += c;
    }
  }
  return out;
}

std::string_view level_of(const Finding& finding) {
  if (finding.confidence == Confidence::possible || finding.severity <= Severity::low) return "notice";
  return finding.severity == Severity::medium ? "warning" : "error";
}

std::string properties(const Input& input, const Finding& finding) {
  Place place = place_of(input.workspace, finding.at);
  std::string out;
  if (!place.file.empty()) {
    std::string file = input.repository_prefix.empty() ? place.file : input.repository_prefix + "/" + place.file;
    out = "file=" + escaped(file, true) + ",line=" + std::to_string(place.line) + ",endLine=" + std::to_string(place.end_line);
    // Columns may not be sent for a region of several lines.
    if (place.line == place.end_line) out += ",col=" + std::to_string(place.column) + ",endColumn=" + std::to_string(std::max(place.column, place.end_column));
    out += ",";
  }
  return out + "title=" + escaped(std::string(to_string(finding.severity)) + ": " + finding.rule, true);
}

std::string message_of(const Input& input, const Finding& finding) {
  std::string out = masked(finding.message);
  for (const Note& note : finding.related) {
    out += "\n" + place_text(input.workspace, note.at);
    if (!note.environment.empty()) out += " (" + note.environment + ")";
    out += ": " + masked(note.text);
  }
  return out;
}

}  // namespace

std::string render_github(const Input& input) {
  std::vector<const Finding*> findings;
  for (const Verdict& verdict : input.verdicts)
    if (verdict.standing == Standing::reported) findings.push_back(&verdict.finding);
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  std::map<std::string_view, std::size_t> shown, left_out;
  std::string out;
  for (const Finding* finding : findings) {
    std::string_view level = level_of(*finding);
    // One notice is kept for the count of what is not shown.
    if (shown[level] >= (level == "notice" ? kPerLevel - 1 : kPerLevel)) {
      ++left_out[level];
      continue;
    }
    ++shown[level];
    out += "::" + std::string(level) + " " + properties(input, *finding) + "::" + escaped(message_of(input, *finding), false) + "\n";
  }
  std::size_t rest = left_out["error"] + left_out["warning"] + left_out["notice"];
  if (rest > 0)
    out += "::notice title=bulkhead::" + std::to_string(rest) + " more findings are not shown here (" + std::to_string(left_out["error"]) + " errors, " +
           std::to_string(left_out["warning"]) + " warnings, " + std::to_string(left_out["notice"]) +
           " notices): GitHub shows ten of each kind. The job's log and the other formats hold all of them.\n";
  return out;
}

}  // namespace bulkhead::report
