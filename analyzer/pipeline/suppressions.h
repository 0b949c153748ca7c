// Suppressions written beside what they silence.
#pragma once
#include <string>
#include <vector>

#include "analyzer/model/finding.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// One `bulkhead:ignore RULE[, RULE] -- reason [until=YYYY-MM-DD]`, from a comment or from the annotation `bulkhead.dev/ignore`.
struct Suppression {
  SourceSpan at;                         // the comment or the annotation's value
  std::vector<std::string> rules;        // ids, requirement ids or "*"
  std::string reason;
  std::string until;                     // ISO date; empty: no end
  std::vector<SourceSpan> covers;        // what it silences: lines, or the whole block or object it heads
  bool used = false;
};

/// Reads the words behind `bulkhead:ignore` (or an annotation's value). Nothing comes of text without a rule.
Suppression parse_suppression(std::string_view text);

/// All suppressions in the files of the workspace that are scanned, sorted by place.
std::vector<Suppression> find_suppressions(const Workspace& workspace);

/// Whether it names the finding's rule or one of its requirements and covers the place where the finding, or a step of its trail, stands.
bool silences(const Suppression& suppression, const Finding& finding);
/// Whether `pattern` ("*", a rule id, a requirement id or a prefix of it) names the rule.
bool names_rule(std::string_view pattern, std::string_view rule, const std::vector<std::string>& requirements);

}  // namespace bulkhead
