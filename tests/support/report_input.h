// A report's input made by hand: a few files and findings.
#pragma once
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/report/report.h"

namespace bulkhead::test {

/// Files in memory, findings at words of their texts, and what render() needs around them.
class ReportInput {
 public:
  ReportInput(std::initializer_list<std::pair<std::string, std::string>> files);

  /// The first place of `word` in the file.
  SourceSpan at(const std::string& path, const std::string& word) const;
  /// Adds a reported finding and gives it for changes. Valid until the next call.
  Finding& add(const std::string& rule, Severity severity, const std::string& message, const SourceSpan& at);

  report::Input input() const;
  std::string render(const std::string& format) const;

  Workspace workspace;
  Analysis analysis;
  std::vector<Verdict> verdicts;
  RuleSet rules;
  std::string prefix;
};

}  // namespace bulkhead::test
