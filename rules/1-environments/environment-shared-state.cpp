#include <algorithm>
#include <set>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// One state object is one deployment with two environments in it; one bucket with an object each is a shared lock and key.
Severity by_object(const SharedIdentifier& shared, Severity page) {
  if (shared.identifier.starts_with("unit:")) return page;   // what the modules of one root are called for
  return shared.kind == IdentifierKind::state ? Severity::critical : Severity::medium;
}

/// One object for two environments lies in one store: where that is all that the store is shared for, it is one cause.
std::vector<SharedIdentifier> without_stores_of_objects(std::vector<SharedIdentifier> all) {
  std::set<std::string_view> units;
  for (const SharedIdentifier& shared : all)
    if (shared.kind == IdentifierKind::state && !shared.identifier.starts_with("unit:"))
      for (const Fact* fact : shared.facts) units.insert(fact->unit);
  const auto told = [&](const Fact* fact) { return units.contains(fact->unit); };
  std::erase_if(all, [&](const SharedIdentifier& shared) {
    return shared.kind == IdentifierKind::state_store && std::all_of(shared.facts.begin(), shared.facts.end(), told);
  });
  return all;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(without_stores_of_objects(estate.shared(FactKind::stores_state)), {.does = "keeps its state in the same place", .once = true, .table = by_object}, report);
}

}  // namespace

extern const RuleCode environment_shared_state;
const RuleCode environment_shared_state{.check_estate = check};

}  // namespace bulkhead
