#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  std::vector<Link> links = estate.links(FactKind::copies_data);
  std::erase_if(links, [](const Link& link) {
    return link.from->environment.tier != Tier::production || link.from->identifier_kind != IdentifierKind::account;
  });
  report_links(links, {.does = "shares data with"}, report);
}

}  // namespace

extern const RuleCode production_data_readable_elsewhere;
const RuleCode production_data_readable_elsewhere{.check_estate = check};

}  // namespace bulkhead
