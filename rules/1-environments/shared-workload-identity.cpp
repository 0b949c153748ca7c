#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(estate.shared(FactKind::uses_workload_identity), {.does = "works under the same identity"}, report);
  report_links(estate.links(FactKind::uses_workload_identity), {.does = "works under"}, report);
}

}  // namespace

extern const RuleCode shared_workload_identity;
const RuleCode shared_workload_identity{.check_estate = check};

}  // namespace bulkhead
