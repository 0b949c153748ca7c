// The whole flow, one function: the command line, the pre-commit hook, pull-request annotations and the editor call it.
#pragma once
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/model/fact_set.h"
#include "analyzer/model/finding.h"
#include "analyzer/model/link.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

class RuleSet;   // analyzer/rules/rule_set.h: parsed pages
class UnitMemory;   // analyzer/pipeline/unit_memory.h

struct AnalyzeOptions {
  int jobs = 0;                          // 0: number of processors
  std::string only_environment;          // --env: report findings of this environment only
  std::string today;                     // ISO date for expiry checks
  void (*progress)(std::size_t done, std::size_t total) = nullptr;
  /// Results of an earlier analysis, used where nothing has changed that they rest on; renewed. The outcome is the same as without.
  UnitMemory* memory = nullptr;
};

/// One environment of the estate and why something was counted to it.
struct EnvironmentUse {
  Environment environment;
  std::size_t resources = 0;
  std::vector<EnvironmentReason> reasons;   // strongest signal first, no text twice
  std::vector<FileId> files;                // of a unit's: where these resources are declared, sorted; empty for the whole estate
};

/// What is known of a unit after it has been dropped.
struct UnitSummary {
  UnitKind kind;
  std::string id, directory;
  Classification environment;
  std::size_t resources = 0;
  std::uint64_t unknown_values = 0;
  std::vector<EnvironmentUse> environments;   // of its resources
};

/// What one scan found. Deterministic: sorted, independent of jobs and directory order.
struct Analysis {
  std::vector<Finding> findings;         // before suppressions and baseline
  std::vector<Diagnostic> diagnostics;
  std::vector<UnitSummary> units;
  std::vector<EnvironmentUse> environments;   // of all units, by tier and name; the one without a name last
  FactSet facts;
  std::vector<Link> links;               // point into `facts`
  /// Rules whose condition could not be decided for some resource: rule id -> how many (matrix: unknown).
  std::vector<std::pair<std::string, std::size_t>> undecided;
  std::size_t files = 0, resources = 0, unknown_values = 0;
};

Analysis analyze(const Workspace& workspace, const Config& config, const RuleSet& rules, const AnalyzeOptions& options);

}  // namespace bulkhead
