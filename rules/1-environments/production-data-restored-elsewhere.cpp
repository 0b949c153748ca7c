#include <algorithm>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// Data that production restores as well is taken for production's, unless its name says whose it is.
std::vector<SharedIdentifier> of_production(std::vector<SharedIdentifier> all, const Vocabulary& vocabulary) {
  std::erase_if(all, [&](const SharedIdentifier& shared) {
    auto named = vocabulary.tokens(shared.identifier);
    bool of_another = std::any_of(named.begin(), named.end(), [](const TokenMatch& token) { return token.environment.tier == Tier::non_production; }) &&
                      std::none_of(named.begin(), named.end(), [](const TokenMatch& token) { return token.environment.tier == Tier::production; });
    bool in_production = std::any_of(shared.facts.begin(), shared.facts.end(), [](const Fact* fact) { return fact->environment.tier == Tier::production; });
    return of_another || !in_production;
  });
  return all;
}

void check(const Estate& estate, const RuleContext& context, Reporter& report) {
  const Vocabulary& vocabulary = context.vocabulary;
  std::vector<Link> links = estate.links(FactKind::restores_data);
  std::erase_if(links, [](const Link& link) { return link.target.tier != Tier::production; });
  report_links(links, {.does = "restores data from"}, report);
  report_shared(of_production(estate.shared(FactKind::restores_data), vocabulary), {.does = "restores the same data"}, report);
}

}  // namespace

extern const RuleCode production_data_restored_elsewhere;
const RuleCode production_data_restored_elsewhere{.check_estate = check};

}  // namespace bulkhead
