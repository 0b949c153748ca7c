#include "tests/support/report_input.h"

namespace bulkhead::test {

ReportInput::ReportInput(std::initializer_list<std::pair<std::string, std::string>> files) : workspace(Workspace::from_memory({files.begin(), files.end()})) {}

SourceSpan ReportInput::at(const std::string& path, const std::string& word) const {
  const SourceFile* file = workspace.find(path);
  auto begin = static_cast<std::uint32_t>(workspace.text(file->id).find(word));
  return {file->id, begin, begin + static_cast<std::uint32_t>(word.size())};
}

Finding& ReportInput::add(const std::string& rule, Severity severity, const std::string& message, const SourceSpan& at) {
  Verdict verdict;
  verdict.finding.rule = rule;
  verdict.finding.severity = severity;
  verdict.finding.message = message;
  verdict.finding.at = at;
  verdict.fingerprint = "f" + std::to_string(verdicts.size());
  verdicts.push_back(std::move(verdict));
  return verdicts.back().finding;
}

report::Input ReportInput::input() const { return {workspace, analysis, verdicts, rules, "1.2.3", false, false, 0, prefix, "2026-11-24"}; }

std::string ReportInput::render(const std::string& format) const { return report::render(*report::format_from(format), input()); }

}  // namespace bulkhead::test
