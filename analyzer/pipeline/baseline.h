// Findings that are known and accepted for now.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/pipeline/judgement.h"

namespace bulkhead {

/// Fingerprints of a baseline file.
struct Baseline {
  std::set<std::string, std::less<>> fingerprints;
  std::string error;                     // why it could not be read; empty: read
};

Baseline parse_baseline(std::string_view text);
/// The baseline file that accepts every reported and baselined finding of `verdicts`.
std::string write_baseline(const Workspace& workspace, const std::vector<Verdict>& verdicts);

}  // namespace bulkhead
