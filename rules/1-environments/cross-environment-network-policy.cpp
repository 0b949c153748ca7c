#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::selects_peer), {.does = "admits pods of"}, report);
}

}  // namespace

extern const RuleCode cross_environment_network_policy;
const RuleCode cross_environment_network_policy{.check_estate = check};

}  // namespace bulkhead
