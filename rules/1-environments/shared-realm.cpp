#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(estate.shared(FactKind::uses_realm), {.does = "uses the same login realm"}, report);
  report_links(estate.links(FactKind::uses_realm), {.does = "uses"}, report);
}

}  // namespace

extern const RuleCode shared_realm;
const RuleCode shared_realm{.check_estate = check};

}  // namespace bulkhead
