#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

Severity secrets_are_critical(const Link& link, Severity page) {
  return link.from->identifier_kind == IdentifierKind::secret ? Severity::critical : page;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::reads_state), {.does = "reads", .table = secrets_are_critical}, report);
}

}  // namespace

extern const RuleCode cross_environment_state_read;
const RuleCode cross_environment_state_read{.check_estate = check};

}  // namespace bulkhead
