// A summary for a job's page or a comment on a pull request. GitHub refuses the summary of a step above 1 MiB, so that it ends before and says what it left out.
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/summary.h"

namespace bulkhead::report {
namespace {

constexpr std::size_t kMaxBytes = 1'000'000;
constexpr std::size_t kMaxCell = 2'000;
constexpr std::size_t kMaxDiagnostics = 50;

std::string where(const Input& input, const SourceSpan& at) {
  std::string place = place_text(input.workspace, at);
  if (place.empty()) return {};
  return markdown(input.repository_prefix.empty() ? place : input.repository_prefix + "/" + place);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return markdown(out);
}

/// Other places as lines of one cell.
std::string places_cell(const Input& input, const Finding& finding) {
  std::string places = other_places(input, finding), out;
  for (std::size_t begin = 0; begin < places.size();) {
    std::size_t end = std::min(places.find('\n', begin), places.size());
    std::string line = "<br>" + markdown(places.substr(begin, end - begin));
    if (out.size() + line.size() > kMaxCell) return out + "<br>...";
    out += line;
    begin = end + 1;
  }
  return out;
}

std::string row(const Input& input, const Finding& finding) {
  return "| " + std::string(to_string(finding.severity)) + " | " + cut_to(markdown(message_of(finding)), kMaxCell) + " | " + where(input, anchor(finding)) +
         places_cell(input, finding) + " | " + joined(finding.environments) + " | " + markdown(finding.rule) +
         (finding.requirements.empty() ? "" : " (" + joined(finding.requirements) + ")") + " |\n";
}

std::string unread(const Input& input) {
  const auto& diagnostics = input.analysis.diagnostics;
  if (diagnostics.empty()) return {};
  std::string out = "\n<details><summary>Not read or not known: " + std::to_string(diagnostics.size()) + "</summary>\n\n";
  for (std::size_t i = 0; i < std::min(diagnostics.size(), kMaxDiagnostics); ++i) {
    std::string place = where(input, diagnostics[i].at);
    out += "- " + place + (place.empty() ? "" : ": ") + cut_to(markdown(masked(diagnostics[i].message)), kMaxCell) + "\n";
  }
  if (diagnostics.size() > kMaxDiagnostics) out += "- and " + std::to_string(diagnostics.size() - kMaxDiagnostics) + " more\n";
  return out + "\n</details>\n";
}

}  // namespace

std::string render_markdown(const Input& input) {
  auto verdicts = reported_by_severity(input);
  // The mark lets a job find its own comment again.
  std::string out = "<!-- bulkhead -->\n## bulkhead\n\n" + markdown(summary_line(input)) + "\n", tail = unread(input);
  if (!verdicts.empty()) out += "\n| Severity | Finding | Where | Environments | Rule |\n|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    std::string line = row(input, verdicts[i]->finding);
    if (out.size() + line.size() + tail.size() > kMaxBytes) {
      out += "\n" + plural(verdicts.size() - i, "less severe finding is", "less severe findings are") + " left out here; the other formats hold all of them.\n";
      break;
    }
    out += line;
  }
  return out + tail;
}

}  // namespace bulkhead::report
