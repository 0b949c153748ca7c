#include <algorithm>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// Data that moves the other way round than rules about production data look at: into production, or between others.
std::vector<Link> data_between_others(const Estate& estate) {
  std::vector<Link> links;
  for (const Link& link : estate.links(FactKind::restores_data))
    if (link.target.tier != Tier::production) links.push_back(link);
  for (const Link& link : estate.links(FactKind::copies_data))
    if (link.from->environment.tier != Tier::production) links.push_back(link);
  return links;
}

Severity indirect(const Link&, Severity page) { return std::min(page, Severity::medium); }

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::refers), {.does = "names"}, report);
  report_links(data_between_others(estate), {.does = "uses data of", .table = indirect}, report);
}

}  // namespace

extern const RuleCode cross_environment_endpoint_reference;
const RuleCode cross_environment_endpoint_reference{.check_estate = check};

}  // namespace bulkhead
