#include <set>
#include <utility>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  std::vector<SharedIdentifier> shared = estate.shared(FactKind::uses_realm);
  report_shared(shared, {.does = "uses the same login realm"}, report);
  // Whose realm it is adds nothing to what is known to be shared.
  std::set<std::pair<SourceSpan, std::string_view>> told;
  for (const SharedIdentifier& realm : shared)
    for (const Fact* fact : realm.facts) told.emplace(fact->at, realm.identifier);
  std::vector<Link> links = estate.links(FactKind::uses_realm);
  std::erase_if(links, [&](const Link& link) { return told.contains({link.from->at, link.from->identifier}); });
  report_links(links, {.does = "uses"}, report);
}

}  // namespace

extern const RuleCode shared_realm;
const RuleCode shared_realm{.check_estate = check};

}  // namespace bulkhead
