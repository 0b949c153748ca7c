// Logging commands of Azure Pipelines. The page of a run shows the first ten errors and the first ten warnings, the log shows all.
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

std::string place_properties(const Input& input, const SourceSpan& at) {
  if (!at.valid()) return {};
  Place place = place_of(input.workspace, at);
  return "sourcepath=" + azure_property(inert(repository_path(input, at.file))) + ";linenumber=" + std::to_string(place.line) +
         ";columnnumber=" + std::to_string(place.column) + ";";
}

std::string issue(const char* type, const std::string& properties, const std::string& message) {
  return std::string("##vso[task.logissue type=") + type + ";" + properties + "]" + azure_data(inert(message)) + "\n";
}

}  // namespace

std::string render_azure(const Input& input) {
  std::string out;
  for (const Verdict* verdict : reported_by_severity(input)) {
    const Finding& finding = verdict->finding;
    std::string message = std::string(to_string(finding.severity)) + ": " + message_of(finding), places = other_places(input, finding);
    if (!places.empty()) message += "\n" + places;
    out += issue(shown_severity(finding) >= Severity::high ? "error" : "warning",
                 place_properties(input, anchor(finding)) + "code=" + azure_property(inert(finding.rule)) + ";", message);
  }
  for (const Diagnostic& diagnostic : input.analysis.diagnostics)
    out += issue("warning", place_properties(input, diagnostic.at), "not read or not known: " + valid_utf8(masked(diagnostic.message)));
  return out;
}

}  // namespace bulkhead::report
