#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  std::vector<Link> links = estate.links(FactKind::restores_data);
  std::erase_if(links, [](const Link& link) { return link.target.tier != Tier::production; });
  report_links(links, {.does = "restores data from"}, report);
  report_shared(estate.shared(FactKind::restores_data), {.does = "restores the same data"}, report);
}

}  // namespace

extern const RuleCode production_data_restored_elsewhere;
const RuleCode production_data_restored_elsewhere{.check_estate = check};

}  // namespace bulkhead
