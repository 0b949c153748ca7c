// What stays of a unit when its values are dropped.
#pragma once
#include <memory>
#include <vector>

#include "analyzer/pipeline/analyze.h"
#include "analyzer/pipeline/planning.h"
#include "analyzer/rules/rule_set.h"

namespace bulkhead {

struct UnitResult {
  UnitSummary summary;
  FactSet::Facts facts;
  FactSet::Stated stated;                // the facts, as the table of identifiers has them
  UnitFindings judged;
  std::vector<Diagnostic> diagnostics;
};

/// Evaluates a unit, states its facts and judges it. Never throws: what goes wrong costs this unit and is its diagnostic.
UnitResult process_unit(const PlannedUnit& planned, const RuleSet& rules, const RuleContext& context, IdentifierTable& identifiers);

/// Results of all units, in their order; those that `memory` (or null) has are not made anew.
std::vector<std::shared_ptr<const UnitResult>> process_units(const std::vector<PlannedUnit>& planned, const RuleSet& rules,
                                                             const RuleContext& context, IdentifierTable& identifiers,
                                                             const AnalyzeOptions& options);

}  // namespace bulkhead
