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

OwnerIndex::OwnerIndex(std::span<const StatedFact> facts, IdentifierTable& table, const Config& config) : table_(table), places_(table.size(), -1) {
  configure(config);
  for (const StatedFact& stated : facts)
    if (is_ownership(*stated.fact) && stated.fact->environment.known() && !stated.identifier->partial) own(*stated.identifier, stated.fact);
  for (Facts& owners : owned_) owners = by_place(std::move(owners));
  for (ByText* texts : {&zones_, &namespaces_})
    for (auto& [identifier, owners] : *texts) owners = by_place(std::move(owners));
  networks_.build();
  configured_networks_.build();
}

void OwnerIndex::own(const Identifier& identifier, const Fact* fact) {
  std::string_view text = identifier.text;
  if (text.empty()) return;
  if (identifier.kind == IdentifierKind::cidr) return networks_.add(identifier.range, fact);
  std::int32_t& place = places_[identifier.number];
  if (place < 0) {
    place = static_cast<std::int32_t>(owned_.size());
    owned_.emplace_back();
  }
  owned_[static_cast<std::size_t>(place)].push_back(fact);
  if (identifier.kind == IdentifierKind::hostname && is_zone(*fact)) zones_[text.starts_with("*.") ? text.substr(2) : text].push_back(fact);
  if (identifier.kind == IdentifierKind::kubernetes_namespace) namespaces_[after_last_slash(text)].push_back(fact);
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
    for (const auto& cidr : environment.cidrs) configured_networks_.add(parse_cidr(cidr), state(IdentifierKind::cidr, cidr));
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

const OwnerIndex::Facts* OwnerIndex::exact(const Identifier& identifier) const {
  // What the table was given after this index was made nobody owns.
  std::int32_t place = identifier.number < places_.size() ? places_[identifier.number] : -1;
  return place < 0 ? nullptr : &owned_[static_cast<std::size_t>(place)];
}

std::set<std::string_view> OwnerIndex::owning_units(const Identifier& identifier) const {
  std::set<std::string_view> units;
  if (auto found = exact(identifier))
    for (const Fact* owner : *found) units.insert(owner->unit);
  return units;
}

OwnerIndex::Facts OwnerIndex::of_text(IdentifierKind kind, std::string_view text) const {
  const Identifier* known = table_.find(kind, text);
  const Facts* found = known ? exact(*known) : nullptr;
  return found ? *found : Facts();
}

OwnerIndex::Facts OwnerIndex::of_hostname(const Identifier& identifier) const {
  if (auto found = exact(identifier)) return *found;
  std::string_view host = identifier.text;
  for (auto dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.', dot + 1))
    if (auto zone = zones_.find(host.substr(dot + 1)); zone != zones_.end()) return zone->second;
  return {};
}

OwnerIndex::Facts OwnerIndex::of_namespace(const Identifier& identifier) const {
  if (auto found = exact(identifier)) return *found;
  std::string_view name = identifier.text;
  // "namespace" asks for every cluster; "cluster/namespace" also finds a namespace whose cluster nobody named.
  if (name.find('/') != std::string_view::npos) return of_text(IdentifierKind::kubernetes_namespace, after_last_slash(name));
  auto found = namespaces_.find(name);
  return found == namespaces_.end() ? Facts() : found->second;
}

OwnerIndex::Facts OwnerIndex::owners(const Identifier& identifier) const {
  std::string_view text = identifier.text;
  IdentifierKind kind = identifier.kind;
  if (text.empty() || identifier.partial) return {};
  if (kind == IdentifierKind::cidr) {
    auto stated = configured_networks_.owners(identifier.range);
    return by_place(stated.empty() ? networks_.owners(identifier.range) : stated);
  }
  if (kind == IdentifierKind::service_account) return owners(table_.get(IdentifierKind::kubernetes_namespace, text.substr(0, text.find('/'))));
  if (!globs_.empty())
    if (auto fact = configured(kind, kind == IdentifierKind::kubernetes_namespace ? after_last_slash(text) : text)) return {fact};
  if (kind == IdentifierKind::hostname) return of_hostname(identifier);
  if (kind == IdentifierKind::kubernetes_namespace) return of_namespace(identifier);
  if (auto found = exact(identifier)) return *found;
  if (kind == IdentifierKind::snapshot)
    if (auto database = database_of_snapshot(text); !database.empty())
      if (auto found = of_text(IdentifierKind::database, database); !found.empty()) return found;
  return identifier.owner_account ? owners(*identifier.owner_account) : Facts();
}

}  // namespace bulkhead
