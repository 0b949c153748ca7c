#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(estate.shared(FactKind::holds_credential), {.does = "holds the same credential"}, report);
}

}  // namespace

extern const RuleCode shared_credential;
const RuleCode shared_credential{.check_estate = check};

}  // namespace bulkhead
