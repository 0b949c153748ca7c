#include "analyzer/estate/owner_index.h"

#include <algorithm>

#include "analyzer/model/glob.h"

namespace bulkhead {
namespace {

/// Identifiers of these facts belong to the environment of the unit that states them.
bool is_ownership(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::owns: return true;
    case FactKind::belongs_to_account: return fact.identifier_kind == IdentifierKind::account;
    case FactKind::stores_state: return fact.identifier_kind == IdentifierKind::state;
    default: return false;
  }
}

bool is_zone(const Fact& fact) { return fact.identifier.starts_with("*.") || fact.details.contains("zone"); }

std::string_view after_last_slash(std::string_view text) { return text.substr(text.rfind('/') + 1); }

/// Sorted by place, each once. Facts in the order that they were found in mostly are already.
std::vector<const Fact*> by_place(std::vector<const Fact*> facts) {
  if (facts.size() < 2) return facts;
  std::sort(facts.begin(), facts.end(), [](const Fact* a, const Fact* b) {
    return a->at != b->at ? a->at < b->at : a->environment.name < b->environment.name;
  });
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace

bool is_partial(std::string_view identifier) { return identifier.find("${") != std::string_view::npos; }

std::string_view account_of(std::string_view identifier) {
  if (identifier.starts_with("arn:")) {
    for (int colon = 0; colon < 4; ++colon) {
      auto at = identifier.find(':');
      if (at == std::string_view::npos) return {};
      identifier.remove_prefix(at + 1);
    }
    return identifier.substr(0, identifier.find(':'));
  }
  constexpr std::string_view kAzure = "/subscriptions/", kGoogle = ".iam.gserviceaccount.com";
  if (identifier.starts_with(kAzure)) {
    identifier.remove_prefix(kAzure.size());
    return identifier.substr(0, identifier.find('/'));
  }
  if (identifier.ends_with(kGoogle)) {
    auto at = identifier.find('@');
    if (at == std::string_view::npos) return {};
    identifier.remove_prefix(at + 1);
    return identifier.substr(0, identifier.size() - kGoogle.size());
  }
  return {};
}

/// "orders" of RDS's automated snapshot "rds:orders-2026-10-01-03-00"; empty for other names.
static std::string_view database_of_snapshot(std::string_view identifier) {
  constexpr std::string_view kPrefix = "rds:", kTime = "-0000-00-00-00-00";
  auto name = identifier.substr(identifier.rfind(kPrefix) == std::string_view::npos ? 0 : identifier.rfind(kPrefix) + kPrefix.size());
  if (name.size() == identifier.size() || name.size() <= kTime.size()) return {};
  auto time = name.substr(name.size() - kTime.size());
  for (std::size_t i = 0; i < time.size(); ++i)
    if (kTime[i] == '-' ? time[i] != '-' : time[i] < '0' || time[i] > '9') return {};
  return name.substr(0, name.size() - kTime.size());
}

OwnerIndex::OwnerIndex(const std::vector<Fact>& facts, const Config& config) {
  configure(config);
  for (const Fact& fact : facts)
    if (is_ownership(fact) && fact.environment.known() && !is_partial(fact.identifier))
      own(fact.identifier_kind, fact.identifier, &fact);
  const auto settle = [](ByText& owned) {
    for (auto& [identifier, owners] : owned) owners = by_place(std::move(owners));
  };
  for (auto& [kind, owned] : exact_) settle(owned);
  settle(zones_);
  settle(namespaces_);
  networks_.build();
  configured_networks_.build();
}

void OwnerIndex::own(IdentifierKind kind, std::string_view identifier, const Fact* fact) {
  if (identifier.empty()) return;
  if (kind == IdentifierKind::cidr) return networks_.add(identifier, fact);
  exact_[static_cast<int>(kind)][identifier].push_back(fact);
  if (kind == IdentifierKind::hostname && is_zone(*fact))
    zones_[identifier.starts_with("*.") ? identifier.substr(2) : identifier].push_back(fact);
  if (kind == IdentifierKind::kubernetes_namespace) namespaces_[after_last_slash(identifier)].push_back(fact);
}

void OwnerIndex::configure(const Config& config) {
  for (const EnvironmentConfig& environment : config.environments) {
    const auto state = [&](IdentifierKind kind, const std::string& identifier) {
      auto fact = std::make_unique<Fact>();
      fact->kind = FactKind::owns;
      fact->identifier_kind = kind;
      fact->identifier = identifier;
      fact->unit = "bulkhead.yaml";
      fact->environment = {environment.name, environment.tier};
      fact->at = environment.at;
      configured_facts_.push_back(std::move(fact));
      return configured_facts_.back().get();
    };
    for (const auto& glob : environment.accounts) globs_.push_back({IdentifierKind::account, glob, state(IdentifierKind::account, glob)});
    for (const auto& glob : environment.hosts) globs_.push_back({IdentifierKind::hostname, glob, state(IdentifierKind::hostname, glob)});
    for (const auto& glob : environment.namespaces)
      globs_.push_back({IdentifierKind::kubernetes_namespace, glob, state(IdentifierKind::kubernetes_namespace, glob)});
    for (const auto& cidr : environment.cidrs) configured_networks_.add(cidr, state(IdentifierKind::cidr, cidr));
  }
}

const Fact* OwnerIndex::configured(IdentifierKind kind, std::string_view identifier) const {
  const Glob* best = nullptr;
  for (const Glob& glob : globs_) {
    if (glob.kind != kind || (best != nullptr && glob.pattern.size() <= best->pattern.size())) continue;
    if (matches_glob(glob.pattern, identifier)) best = &glob;
  }
  return best == nullptr ? nullptr : best->fact;
}

const std::vector<const Fact*>* OwnerIndex::exact(IdentifierKind kind, std::string_view identifier) const {
  auto map = exact_.find(static_cast<int>(kind));
  if (map == exact_.end()) return nullptr;
  auto found = map->second.find(identifier);
  return found == map->second.end() ? nullptr : &found->second;
}

std::set<std::string_view> OwnerIndex::owning_units(IdentifierKind kind, std::string_view identifier) const {
  std::set<std::string_view> units;
  if (auto found = exact(kind, identifier))
    for (const Fact* owner : *found) units.insert(owner->unit);
  return units;
}

std::vector<const Fact*> OwnerIndex::of_hostname(std::string_view host) const {
  if (auto found = exact(IdentifierKind::hostname, host)) return *found;
  for (auto dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.', dot + 1))
    if (auto zone = zones_.find(host.substr(dot + 1)); zone != zones_.end()) return zone->second;
  return {};
}

std::vector<const Fact*> OwnerIndex::of_namespace(std::string_view name) const {
  if (auto found = exact(IdentifierKind::kubernetes_namespace, name)) return *found;
  // "namespace" asks for every cluster; "cluster/namespace" also finds a namespace whose cluster nobody named.
  if (name.find('/') != std::string_view::npos) {
    auto found = exact(IdentifierKind::kubernetes_namespace, after_last_slash(name));
    return found == nullptr ? std::vector<const Fact*>() : *found;
  }
  auto found = namespaces_.find(name);
  return found == namespaces_.end() ? std::vector<const Fact*>() : found->second;
}

std::vector<const Fact*> OwnerIndex::owners(IdentifierKind kind, std::string_view identifier) const {
  if (identifier.empty() || is_partial(identifier)) return {};
  if (kind == IdentifierKind::cidr) {
    auto stated = configured_networks_.owners(identifier);
    return by_place(stated.empty() ? networks_.owners(identifier) : stated);
  }
  if (kind == IdentifierKind::service_account)
    return owners(IdentifierKind::kubernetes_namespace, identifier.substr(0, identifier.find('/')));
  auto asked = kind == IdentifierKind::kubernetes_namespace ? after_last_slash(identifier) : identifier;
  if (auto fact = configured(kind, asked)) return {fact};
  if (kind == IdentifierKind::hostname) return of_hostname(identifier);
  if (kind == IdentifierKind::kubernetes_namespace) return of_namespace(identifier);
  if (auto found = exact(kind, identifier)) return *found;
  if (kind == IdentifierKind::snapshot)
    if (auto database = database_of_snapshot(identifier); !database.empty())
      if (auto found = exact(IdentifierKind::database, database)) return *found;
  if (kind == IdentifierKind::arn || kind == IdentifierKind::principal || kind == IdentifierKind::snapshot)
    if (auto account = account_of(identifier); !account.empty()) return owners(IdentifierKind::account, account);
  return {};
}

}  // namespace bulkhead
