#include <algorithm>
#include <map>
#include <set>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMostRelated = 8;

struct MixedCluster {
  std::string name;
  std::vector<const Fact*> production, others;
};

/// The cluster of a namespace: named in the identifier ("cluster/namespace"), or the folder below `clusters/` or `namespaces/` that holds it.
std::string cluster_of(const Fact& fact, const Workspace& workspace) {
  auto slash = fact.identifier.find('/');
  if (slash != std::string::npos) return fact.identifier.substr(0, slash);
  if (!fact.at.valid() || static_cast<std::size_t>(fact.at.file) >= workspace.files().size()) return {};
  std::string_view path = workspace.file(fact.at.file).path;
  for (std::string_view parent : {"clusters/", "namespaces/"}) {
    auto at = path.rfind(parent);
    if (at == std::string_view::npos || (at > 0 && path[at - 1] != '/')) continue;
    auto rest = path.substr(at + parent.size());
    // A file straight below the folder is no cluster of its own.
    if (auto end = rest.find('/'); end != std::string_view::npos) return std::string(rest.substr(0, end));
  }
  return {};
}

/// Clusters that hold both sides, by name.
std::vector<MixedCluster> mixed_clusters(const Estate& estate, const Workspace& workspace) {
  std::map<std::string, MixedCluster> clusters;
  std::set<std::pair<std::string, std::string_view>> seen;
  for (const Fact* fact : estate.of(FactKind::owns, IdentifierKind::kubernetes_namespace)) {
    std::string name = cluster_of(*fact, workspace);
    if (name.empty() || !seen.emplace(name, fact->identifier).second) continue;
    MixedCluster& cluster = clusters[name];
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

void check(const Estate& estate, const RuleContext& context, Reporter& report) {
  for (const MixedCluster& cluster : mixed_clusters(estate, context.workspace)) {
    std::string message = "cluster `" + cluster.name + "` runs " + std::to_string(cluster.production.size()) +
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
