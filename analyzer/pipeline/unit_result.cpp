#include "analyzer/pipeline/unit_result.h"

#include <exception>
#include <mutex>
#include <numeric>

#include "analyzer/estate/identifier_table.h"
#include "analyzer/facts/facts.h"
#include "analyzer/pipeline/environment_use.h"
#include "analyzer/model/parallel.h"
#include "analyzer/pipeline/unit_memory.h"

namespace bulkhead {

UnitResult process_unit(const PlannedUnit& planned, const RuleSet& rules, const RuleContext& context, IdentifierTable& identifiers) {
  UnitResult out;
  try {
    Unit unit = planned.evaluate();
    out.facts = std::make_shared<const std::vector<Fact>>(extract_facts(unit, context.workspace, context.vocabulary));
    out.stated = identifiers.state(*out.facts);
    out.judged = run_unit_rules(rules, unit, context);
    out.summary = {unit.kind, unit.id, unit.directory, unit.environment, unit.resources.size(), unit.unknown_values, environments_of(unit)};
    out.diagnostics = std::move(unit.diagnostics);
  } catch (const std::exception& error) {
    // Nothing here is meant to throw; if something does, it costs this unit only, and says so.
    out = {};
    out.facts = std::make_shared<const std::vector<Fact>>();
    out.summary.id = planned.name;
    out.diagnostics.push_back({{}, planned.name + ": internal error, this unit was not judged: " + error.what()});
  }
  return out;
}

std::vector<std::shared_ptr<const UnitResult>> process_units(const std::vector<PlannedUnit>& planned, const RuleSet& rules,
                                                             const RuleContext& context, IdentifierTable& identifiers,
                                                             const AnalyzeOptions& options) {
  std::vector<std::shared_ptr<const UnitResult>> results(planned.size());
  std::vector<std::size_t> order(planned.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return planned[a].weight > planned[b].weight; });
  std::mutex progress_mutex;
  std::size_t done = 0;
  parallel_for(order.size(), options.jobs, [&](std::size_t i) {
    const PlannedUnit& unit = planned[order[i]];
    std::shared_ptr<const UnitResult>& result = results[order[i]];
    if (options.memory != nullptr) result = options.memory->recall(unit, context.workspace);
    if (!result && options.memory != nullptr) {
      ReadScope scope;
      result = std::make_shared<const UnitResult>(process_unit(unit, rules, context, identifiers));
      options.memory->keep(unit, context.workspace, result, scope.reads());
    } else if (!result) {
      result = std::make_shared<const UnitResult>(process_unit(unit, rules, context, identifiers));
    }
    if (!options.progress) return;
    std::lock_guard lock(progress_mutex);
    options.progress(++done, planned.size());
  });
  return results;
}

}  // namespace bulkhead
