// What becomes of each finding: reported, or left out with a reason.
#pragma once
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/model/finding.h"
#include "analyzer/pipeline/analyze.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

class RuleSet;
struct Baseline;

enum class Standing : unsigned char {
  reported,
  suppressed,   // by a comment or an annotation
  excepted,     // by exceptions[] of bulkhead.yaml
  baselined,    // in the baseline
  unchanged,    // there before the change that is looked at (comparison.h)
};

struct Verdict {
  Finding finding;
  std::string fingerprint;
  Standing standing = Standing::reported;
  std::string justification;             // the reason given
};

struct JudgementOptions {
  std::string today;                     // ISO date
  std::string only_environment;          // empty: all
  const Baseline* baseline = nullptr;
};

/// Applies bulkhead.yaml (ignored rules, severities, paths, exceptions), comments and annotations, then the baseline. Adds the findings about suppressions
/// themselves. Rules ignored by bulkhead.yaml leave no verdict. Sorted like the findings.
std::vector<Verdict> judge(const Workspace& workspace, const Config& config, const RuleSet& rules, const Analysis& analysis,
                           const JudgementOptions& options);

}  // namespace bulkhead
