#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

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

/// References that another rule reports as what they are (a grant, an opened port, restored data) are one cause with that.
std::vector<Link> mere_references(const Estate& estate) {
  const auto identity = [](const Link& link) {
    std::string_view unit = link.from->unit;
    return std::tuple(unit.substr(0, unit.rfind('@')), std::string_view(link.from->environment.name), link.target.name,
                      link.from->identifier_kind, std::string_view(link.from->identifier));
  };
  const auto place = [](const Link& link) {
    return std::tuple(std::string_view(link.from->environment.name), link.target.name, link.from->at);
  };
  std::set<decltype(identity(std::declval<Link>()))> told;
  std::set<decltype(place(std::declval<Link>()))> told_places;
  for (FactKind kind : {FactKind::grants, FactKind::trusts, FactKind::admits, FactKind::connects, FactKind::reads_state, FactKind::restores_data,
                        FactKind::copies_data})
    for (const Link& link : estate.links(kind)) {
      told.insert(identity(link));
      told_places.insert(place(link));
    }
  std::set<SourceSpan> shared_secrets;
  for (const SharedIdentifier& shared : estate.shared(FactKind::holds_credential))
    if (shared.kind == IdentifierKind::secret)
      for (const Fact* fact : shared.facts) shared_secrets.insert(fact->at);
  std::vector<Link> links = estate.links(FactKind::refers);
  std::erase_if(links, [&](const Link& link) { return shared_secrets.contains(link.from->at) || told.contains(identity(link)) || told_places.contains(place(link)); });
  return links;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(mere_references(estate), {.does = "names"}, report);
  report_links(data_between_others(estate), {.does = "uses data of", .table = indirect}, report);
}

}  // namespace

extern const RuleCode cross_environment_endpoint_reference;
const RuleCode cross_environment_endpoint_reference{.check_estate = check};

}  // namespace bulkhead
