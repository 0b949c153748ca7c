#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::admits), {.does = "opens its firewall for"}, report);
}

}  // namespace

extern const RuleCode cross_environment_firewall_allow;
const RuleCode cross_environment_firewall_allow{.check_estate = check};

}  // namespace bulkhead
