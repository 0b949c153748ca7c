// Everything a command needs before it can look at an estate.
#pragma once
#include <deque>
#include <memory>
#include <string>

#include "analyzer/cli/options.h"
#include "analyzer/config/config.h"
#include "analyzer/pipeline/analyze.h"
#include "analyzer/pipeline/judgement.h"
#include "analyzer/pipeline/unit_memory.h"
#include "analyzer/report/report.h"
#include "analyzer/rules/rule_set.h"
#include "analyzer/workspace/git_repository.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::cli {

/// Opened files, configuration and rules; after analyse() also what was found.
struct Session {
  std::unique_ptr<Workspace> workspace;
  Config config;
  std::string config_text;               // what it was read from
  RuleSet rules;
  std::deque<std::string> page_texts;    // of --rules, which the rules point into
  std::string today;
  std::shared_ptr<UnitMemory> memory;    // null: nothing is kept for another analysis
  Analysis analysis;
  std::vector<Verdict> verdicts;
  std::string repository_prefix;
  std::uint64_t milliseconds = 0;
};

/// Rules compiled in and of --rules, before --select and --ignore. Gives an error message, or an empty string.
std::string load_rules(const ScanOptions& options, Session& session);
/// --date, or the current day, or that of SOURCE_DATE_EPOCH.
std::string scan_date(const ScanOptions& options);
/// Makes the path globs of the configuration `name` in the real path `folder` relative to the scan root.
void place_config(const std::string& folder, const std::string& name, const std::string& root, Session& session);
/// Gives places in the configuration the id of its file where that is part of the scan.
void give_config_places(const std::string& folder, const std::string& name, const Workspace& workspace, Session& session);
/// The rules that the options ask for. Gives 0, or the exit code after saying what is wrong.
int open_rules(const ScanOptions& options, Session& session);
/// Rules, configuration and files, of `snapshot` where there is one. Gives 0, or the exit code after saying what is wrong.
int open_session(const ScanOptions& options, Session& session, const GitSnapshot::Pointer& snapshot = nullptr);
/// The same without rules: `session.today` is known. From `snapshot`, where there is one, else from disk.
int open_files(const ScanOptions& options, const GitSnapshot::Pointer& snapshot, Session& session);
/// Runs the analysis and judges its findings.
void analyse(const ScanOptions& options, Session& session, const Baseline* baseline);
/// The same with the rules of another session.
void analyse(const ScanOptions& options, const RuleSet& rules, const Baseline* baseline, Session& session);

report::Input report_input(const ScanOptions& options, const Session& session);

}  // namespace bulkhead::cli
