#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  std::vector<Link> links = estate.links(FactKind::copies_data);
  // Sharing with an account copies nothing yet: rule production-data-readable-elsewhere.
  std::erase_if(links, [](const Link& link) {
    return link.from->environment.tier != Tier::production || link.from->identifier_kind == IdentifierKind::account;
  });
  report_links(links, {.does = "copies data to"}, report);
}

}  // namespace

extern const RuleCode production_data_copied_elsewhere;
const RuleCode production_data_copied_elsewhere{.check_estate = check};

}  // namespace bulkhead
