// The same finding in several environments is one finding.
#pragma once
#include <vector>

#include "analyzer/model/finding.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// Merges findings of equal rule, place and message: environments, related places and trails are united, the strongest severity and confidence
/// stay. The result is sorted by file, place, rule and message.
std::vector<Finding> merge_findings(std::vector<Finding> findings);

/// Sorts and removes repetitions. Of each file the first hundred stay, then one that says how many more there are.
std::vector<Diagnostic> merge_diagnostics(std::vector<Diagnostic> diagnostics);

}  // namespace bulkhead
