#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::connects), {.does = "is linked to"}, report);
}

}  // namespace

extern const RuleCode cross_environment_network_link;
const RuleCode cross_environment_network_link{.check_estate = check};

}  // namespace bulkhead
