// Findings about bulkhead's own work: what could not be parsed, and suppressions that do not do what they say.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/finding.h"
#include "analyzer/pipeline/suppressions.h"

namespace bulkhead {

class RuleSet;

/// A finding of a meta rule with the severity of its page; nothing when the rule is not selected.
std::optional<Finding> meta_finding(const RuleSet& rules, std::string_view rule, const SourceSpan& at, std::string message);

/// suppression-without-reason, suppression-expired and suppression-unused. `used` flags must be set.
std::vector<Finding> suppression_findings(const RuleSet& rules, const std::vector<Suppression>& suppressions, std::string_view today);

/// unparsable-file: one per file that has errors of a parser, with how many.
std::vector<Finding> unparsable_findings(const RuleSet& rules, const std::vector<Diagnostic>& parse_diagnostics);

}  // namespace bulkhead
