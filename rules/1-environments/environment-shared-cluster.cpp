#include <algorithm>
#include <map>
#include <set>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMostRelated = 8;

struct MixedCluster {
  std::string_view name;
  std::vector<const Fact*> production, others;
};

/// Namespaces whose cluster is known ("cluster/namespace"), by cluster; those clusters that hold both sides. Sorted by name.
std::vector<MixedCluster> mixed_clusters(const Estate& estate) {
  std::map<std::string_view, MixedCluster> clusters;
  std::set<std::string_view> seen;
  for (const Fact* fact : estate.of(FactKind::owns)) {
    std::string_view identifier = fact->identifier;
    auto slash = identifier.find('/');
    if (fact->identifier_kind != IdentifierKind::kubernetes_namespace || slash == std::string_view::npos) continue;
    if (!seen.insert(identifier).second) continue;
    MixedCluster& cluster = clusters[identifier.substr(0, slash)];
    if (fact->environment.tier == Tier::production) cluster.production.push_back(fact);
    if (fact->environment.tier == Tier::non_production) cluster.others.push_back(fact);
  }
  std::vector<MixedCluster> mixed;
  for (auto& [name, cluster] : clusters) {
    cluster.name = name;
    if (!cluster.production.empty() && !cluster.others.empty()) mixed.push_back(std::move(cluster));
  }
  return mixed;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  for (const MixedCluster& cluster : mixed_clusters(estate)) {
    std::string message = "cluster `" + std::string(cluster.name) + "` runs " + std::to_string(cluster.production.size()) +
                          " production and " + std::to_string(cluster.others.size()) + " other namespaces";
    FindingExtras extras;
    for (std::size_t i = 0; i < std::min(cluster.others.size(), kMostRelated); ++i)
      extras.related.push_back({cluster.others[i]->at, "namespace of " + cluster.others[i]->environment.name, cluster.others[i]->environment.name});
    report.report(*cluster.production.front(), std::move(message), std::move(extras));
  }
}

}  // namespace

extern const RuleCode environment_shared_cluster;
const RuleCode environment_shared_cluster{.check_estate = check};

}  // namespace bulkhead
