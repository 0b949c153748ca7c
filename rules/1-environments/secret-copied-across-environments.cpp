#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::copies_secret), {.does = "copies a secret into"}, report);
}

}  // namespace

extern const RuleCode secret_copied_across_environments;
const RuleCode secret_copied_across_environments{.check_estate = check};

}  // namespace bulkhead
