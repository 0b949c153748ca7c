#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// One state object is one deployment with two environments in it; one bucket with an object each is a shared lock and key.
Severity by_object(const SharedIdentifier& shared, Severity page) {
  if (shared.identifier.starts_with("unit:")) return page;   // what the modules of one root are called for
  return shared.kind == IdentifierKind::state ? Severity::critical : Severity::medium;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(estate.shared(FactKind::stores_state), {.does = "keeps its state in the same place", .once = true, .table = by_object}, report);
}

}  // namespace

extern const RuleCode environment_shared_state;
const RuleCode environment_shared_state{.check_estate = check};

}  // namespace bulkhead
