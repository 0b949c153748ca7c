// Rules run on files in memory, through the code that scans.
#pragma once
#include <catch2/catch_test_macros.hpp>

#include "analyzer/pipeline/analyze.h"
#include "analyzer/pipeline/judgement.h"
#include "analyzer/rules/rule_set.h"

namespace bulkhead::testing {

inline const RuleSet& builtin_rules() {
  static const RuleSet rules = [] {
    std::vector<std::string> problems;
    RuleSet set = RuleSet::load(builtin_rule_pages(), problems);
    for (const std::string& problem : problems) FAIL_CHECK(problem);
    return set;
  }();
  return rules;
}

inline std::vector<Finding> judge(const Workspace& workspace, const RuleSet& rules) {
  Config config;
  AnalyzeOptions options;
  options.jobs = 1;
  options.today = "2026-11-24";
  Analysis analysis = analyze(workspace, config, rules, options);
  for (const Diagnostic& diagnostic : analysis.diagnostics) UNSCOPED_INFO("diagnostic: " << diagnostic.message);
  std::vector<Finding> out;
  for (Verdict& verdict : bulkhead::judge(workspace, config, rules, analysis, {options.today, "", nullptr}))
    if (verdict.standing == Standing::reported) out.push_back(std::move(verdict.finding));
  return out;
}

inline std::string describe(const Finding& finding, const Workspace& workspace) {
  if (!finding.at.valid()) return "(nowhere) " + finding.message;
  const LineIndex& lines = workspace.lines(finding.at.file);
  LineColumn begin = lines.at(finding.at.begin), end = lines.at(finding.at.end);
  return workspace.file(finding.at.file).path + ":" + std::to_string(begin.line) + ":" + std::to_string(begin.column) + "-" +
         std::to_string(end.line) + ":" + std::to_string(end.column) + " " + finding.message;
}

}  // namespace bulkhead::testing
