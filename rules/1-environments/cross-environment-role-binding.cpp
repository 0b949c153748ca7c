#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::binds_role), {.does = "binds a role to"}, report);
}

}  // namespace

extern const RuleCode cross_environment_role_binding;
const RuleCode cross_environment_role_binding{.check_estate = check};

}  // namespace bulkhead
