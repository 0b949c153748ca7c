#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// Production that lets others in is the worst; a non-production role that production may assume is one step less.
Severity by_direction(const Link& link, Severity page) {
  return link.from->environment.tier == Tier::production ? page : Severity::high;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::trusts), {.does = "trusts", .table = by_direction}, report);
}

}  // namespace

extern const RuleCode cross_environment_iam_trust;
const RuleCode cross_environment_iam_trust{.check_estate = check};

}  // namespace bulkhead
