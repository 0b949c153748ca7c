#include "analyzer/estate/resolve.h"

#include <algorithm>

#include "analyzer/environments/traps.h"
#include "analyzer/model/cidr.h"

namespace bulkhead {
namespace {

// An account that this many environments of this many roots refer to, and that exists for one stage only, serves all of them. A network in which
// they all name ranges is overlapped by another that they mean.
constexpr std::size_t kManyEnvironments = 3, kManyRoots = 3;

/// Kinds whose text is made by people and so carries words. Digests, addresses and client ids do not.
bool has_words(IdentifierKind kind) {
  return kind != IdentifierKind::credential && kind != IdentifierKind::cidr && kind != IdentifierKind::client;
}

bool states_own(FactKind kind) {
  return kind == FactKind::owns || kind == FactKind::belongs_to_account || kind == FactKind::stores_state;
}

/// The part of an identifier that names the thing itself; in front of it stands the store, account or service that holds it.
std::string_view telling_part(IdentifierKind kind, std::string_view identifier) {
  if (kind == IdentifierKind::state)
    if (auto slash = identifier.find('/'); slash != std::string_view::npos) return identifier.substr(slash + 1);
  if (kind == IdentifierKind::realm || kind == IdentifierKind::state_store)
    if (auto colon = identifier.find(':'); colon != std::string_view::npos) return identifier.substr(colon + 1);
  return identifier;
}

/// The name of the account in an identifier: "shop-production" of "arn:aws:iam::${…account_ids["shop-production"]}:role/x" and of the bare
/// reference. Empty where only a number, or nothing, says which account it is.
std::string_view account_name(IdentifierKind kind, std::string_view identifier) {
  if (kind == IdentifierKind::state) return identifier;
  if (kind != IdentifierKind::account && kind != IdentifierKind::principal && kind != IdentifierKind::arn) return {};
  auto open = identifier.find("${");
  if (open == std::string_view::npos) return kind == IdentifierKind::account ? identifier : std::string_view();
  std::string_view reference = identifier.substr(open + 2);
  if (auto quote = reference.rfind("[\""); quote != std::string_view::npos) {
    reference.remove_prefix(quote + 2);
    return reference.substr(0, reference.find('"'));
  }
  reference = reference.substr(0, reference.find('}'));
  auto dot = reference.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : reference.substr(dot + 1);
}

std::string_view root_of(std::string_view unit) { return unit.substr(0, unit.rfind('@')); }

/// Names that mean something only inside one account: the same root deploys one of its own into each.
bool is_account_local(IdentifierKind kind) { return kind == IdentifierKind::secret || kind == IdentifierKind::database; }

/// "app-dev.x" -> "app.x", "dev.app.x" -> "app.x", "app.dev.x" -> "app.x".
std::string without_mark(std::string_view host, const TokenMatch& mark) {
  std::size_t begin = mark.begin, end = mark.end;
  if (begin > 0 && host[begin - 1] != '/') --begin;
  else if (end < host.size()) ++end;
  std::string text(host.substr(0, begin));
  return text.append(host.substr(end));
}

/// "electronic-monitoring-data-*" -> "electronic-monitoring-data".
std::string_view bare_stem(std::string_view stem) {
  auto star = stem.find('*');
  if (star == std::string_view::npos) return {};
  auto base = stem.substr(0, star);
  while (!base.empty() && (base.back() == '-' || base.back() == '_' || base.back() == '.')) base.remove_suffix(1);
  auto begin = base.find_last_of("/:\"[");
  return begin == std::string_view::npos ? base : base.substr(begin + 1);
}

const Fact* most_telling(const std::vector<const Fact*>& owners, const Environment& own) {
  const Fact* chosen = nullptr;
  for (const Fact* owner : owners) {
    if (same_side(owner->environment, own)) continue;
    bool better = chosen == nullptr ||
                  (owner->environment.tier == Tier::production && chosen->environment.tier != Tier::production);
    if (better) chosen = owner;
  }
  return chosen;
}

bool any_on_own_side(const std::vector<const Fact*>& owners, const Environment& own) {
  return std::any_of(owners.begin(), owners.end(), [&](const Fact* owner) { return same_side(owner->environment, own); });
}

/// One range lies in the other.
bool touches(const Fact& owner, const Fact& fact) {
  auto a = parse_cidr(owner.identifier), b = parse_cidr(fact.identifier);
  return a && b && (a->contains(*b) || b->contains(*a));
}

}  // namespace

bool may_cross(FactKind kind) {
  switch (kind) {
    case FactKind::owns:
    case FactKind::belongs_to_account:
    case FactKind::stores_state:
    case FactKind::holds_credential: return false;
    default: return true;
  }
}

Resolver::Resolver(const std::vector<Fact>& facts, const OwnerIndex& owners, const Vocabulary& vocabulary)
    : owners_(owners), vocabulary_(vocabulary) {
  note_uses(facts);
  std::array<std::size_t, std::extent_v<decltype(readings_)>> counts{};
  for (const Fact& fact : facts) counts[static_cast<std::size_t>(fact.identifier_kind)] += has_words(fact.identifier_kind);
  for (std::size_t kind = 0; kind < counts.size(); ++kind) readings_[kind].reserve(counts[kind]);
  for (const Fact& fact : facts) {
    if (!has_words(fact.identifier_kind) || !fact.environment.known()) continue;
    auto& readings = readings_[static_cast<std::size_t>(fact.identifier_kind)];
    auto [it, fresh] = readings.try_emplace(fact.identifier);
    if (fresh) it->second = read(fact.identifier_kind, fact.identifier);
    note_siblings(fact, it->second);
    auto [reader, first] = readers_.try_emplace(fact.at, fact.environment.name);
    if (!first && reader->second != fact.environment.name) reader->second = {};
    if (it->second.environment && it->second.environment->name == fact.environment.name && !is_partial(fact.identifier))
      home_uses_.emplace(fact.identifier, &fact);
    if (fresh && fact.identifier_kind == IdentifierKind::hostname && it->second.environment)
      if (auto mark = vocabulary.name(fact.identifier)) unmarked_.insert(without_mark(fact.identifier, *mark));
  }
}

void Resolver::note_uses(const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) {
    if (fact.identifier_kind == IdentifierKind::cidr) note_insiders(fact);
    auto name = account_name(fact.identifier_kind, fact.identifier);
    if (name.empty() || !fact.environment.known()) continue;
    auto [it, fresh] = uses_.try_emplace(std::string(name));
    if (fresh)
      if (auto match = vocabulary_.name(name)) stages_[vocabulary_.stem(name)].insert(match->environment.name);
    it->second.environments.insert(fact.environment.name);
    it->second.roots.insert(root_of(fact.unit));
  }
}

void Resolver::note_insiders(const Fact& fact) {
  if (!fact.environment.known() || !may_cross(fact.kind)) return;
  for (const Fact* owner : owners_.owners(fact.identifier_kind, fact.identifier)) {
    if (owner->identifier == fact.identifier || root_of(owner->unit) == root_of(fact.unit)) continue;
    Use& use = insiders_[owner->identifier];
    use.environments.insert(fact.environment.name);
    use.roots.insert(root_of(fact.unit));
  }
}

/// `fact` names a part of a network in which many roots of many environments name parts: private ranges are used again and again.
bool Resolver::overlapped(const Fact& owner, const Fact& fact) const {
  auto use = insiders_.find(owner.identifier);
  return use != insiders_.end() && owner.identifier != fact.identifier && use->second.environments.size() >= kManyEnvironments &&
         use->second.roots.size() >= kManyRoots;
}

bool Resolver::serves_all(std::string_view account) const {
  if (names_platform(account)) return true;
  auto use = uses_.find(std::string(account));
  if (account.empty() || use == uses_.end()) return false;
  if (use->second.environments.size() < kManyEnvironments || use->second.roots.size() < kManyRoots) return false;
  auto stages = stages_.find(vocabulary_.stem(account));
  return stages == stages_.end() || stages->second.size() == 1;
}

Resolver::Reading Resolver::read(IdentifierKind kind, std::string_view identifier) const {
  Reading reading;
  if (kind == IdentifierKind::environment_name) {
    Environment environment = vocabulary_.environment(identifier);
    if (environment.tier != Tier::unknown) reading.environment = environment;
    return reading;
  }
  auto part = telling_part(kind, identifier);
  auto match = vocabulary_.name(part);
  if (!match && part.size() != identifier.size()) match = vocabulary_.name(part = identifier);
  reading.serves_all = serves_all(account_name(kind, identifier));
  if (!match) return reading;
  reading.environment = match->environment;
  reading.stem = vocabulary_.stem(part);
  return reading;
}

/// An identifier that carries its own environment's word shows that siblings of its stem belong to their words' environments.
void Resolver::note_siblings(const Fact& fact, Reading& reading) {
  if (!reading.environment) return;
  if (std::find(reading.noted.begin(), reading.noted.end(), fact.environment.name) != reading.noted.end()) return;
  if (!states_own(fact.kind) && reading.environment->name != fact.environment.name) return;
  reading.noted.push_back(fact.environment.name);
  auto& environments = siblings_[reading.stem];
  if (std::find(environments.begin(), environments.end(), fact.environment.name) == environments.end())
    environments.push_back(fact.environment.name);
}

std::optional<Link> Resolver::by_owner(const Fact& fact, const Reading& reading, bool& settled) const {
  auto owners = owners_.owners(fact.identifier_kind, fact.identifier);
  if (owners.empty()) return std::nullopt;
  // A marked name below somebody's zone belongs to its mark: dev.shop.example is not the production zone's.
  bool zone_only = fact.identifier_kind == IdentifierKind::hostname && reading.environment &&
                   std::all_of(owners.begin(), owners.end(), [&](const Fact* owner) {
                     return owner->identifier != fact.identifier && owner->unit != "bulkhead.yaml";
                   });
  if (zone_only) return std::nullopt;
  settled = true;
  bool plan_overlaps = false;
  if (fact.identifier_kind == IdentifierKind::cidr) {
    // Ranges overlap; the name that people gave one ("prod_jumpservers") says more than a network that holds it.
    Environment named = named_environment(fact);
    if (named.known() && may_be_same(named, fact.environment)) return std::nullopt;
    if (!named.known() && any_on_own_side(owners, fact.environment)) return std::nullopt;
    auto apart = [&](const Fact* owner) { return !touches(*owner, fact) || overlapped(*owner, fact) || (named.known() && !may_be_same(named, owner->environment)); };
    plan_overlaps = std::erase_if(owners, apart) > 0;
    settled = !owners.empty();
  }
  if (any_on_own_side(owners, fact.environment)) return std::nullopt;
  const Fact* owner = most_telling(owners, fact.environment);
  if (owner == nullptr) return std::nullopt;
  // `sandbox_app_url` in the stack that makes it: the local's name says what it holds, not where it goes.
  if (fact.resource.starts_with("local.") && owner->unit == fact.unit) return std::nullopt;
  if (is_account_local(fact.identifier_kind) && root_of(owner->unit) == root_of(fact.unit)) return std::nullopt;
  // Most organisations have one zone for all: its owner says little of a name in it that nobody made in the scanned files.
  bool by_zone = fact.identifier_kind == IdentifierKind::hostname && owner->identifier != fact.identifier && owner->unit != "bulkhead.yaml";
  Evidence evidence = by_zone ? Evidence::token : plan_overlaps ? Evidence::same_stem : Evidence::owned;
  Link link{&fact, owner, owner->environment, evidence};
  for (const Fact* other : owners) link.possible |= !same_side(other->environment, owner->environment);
  return link;
}

/// The environment that the reference itself names; of unknown tier where it names none.
Environment Resolver::named_environment(const Fact& fact) const {
  auto peer = fact.details.find("peer_environment");
  if (peer == fact.details.end()) return {};
  Environment named = vocabulary_.environment(peer->second);
  if (named.tier != Tier::unknown) return named;
  auto match = vocabulary_.name(peer->second);
  return match ? match->environment : Environment{};
}

/// The environment that the name says uses it too, both in a configuration of their own: what several environments read at one place (a
/// vendor's host in a list for all of them) says nothing.
bool Resolver::used_at_home(const Fact& fact, const Environment& target) const {
  const auto own_place = [&](const Fact& use) {
    auto readers = readers_.find(use.at);
    return readers != readers_.end() && !readers->second.empty();
  };
  if (!own_place(fact)) return false;
  auto [begin, end] = home_uses_.equal_range(fact.identifier);
  return std::any_of(begin, end, [&](const auto& use) {
    return use.second->identifier_kind == fact.identifier_kind && use.second->environment.name == target.name && own_place(*use.second);
  });
}

Evidence Resolver::word_evidence(const Fact& fact, const std::string& stem, const Environment& target) const {
  if (stem.empty()) return Evidence::token;
  auto known = siblings_.find(stem);
  if (known != siblings_.end() &&
      std::find(known->second.begin(), known->second.end(), fact.environment.name) != known->second.end())
    return Evidence::same_stem;
  if (used_at_home(fact, target)) return Evidence::same_stem;
  auto base = bare_stem(stem);
  return base.size() >= 4 && fact.unit.find(base) != std::string::npos ? Evidence::same_stem : Evidence::token;
}

std::optional<Link> Resolver::by_word(const Fact& fact, const Reading& reading) const {
  std::optional<Environment> target = reading.environment;
  if (Environment named = named_environment(fact); named.tier != Tier::unknown) target = named;
  if (!target || reading.serves_all || may_be_same(*target, fact.environment)) return std::nullopt;
  return Link{&fact, nullptr, *target, word_evidence(fact, reading.stem, *target)};
}

std::optional<Link> Resolver::by_unmarked_host(const Fact& fact) const {
  if (fact.identifier_kind != IdentifierKind::hostname || fact.environment.tier != Tier::non_production) return std::nullopt;
  if (fact.details.contains("named_by_provider")) return std::nullopt;
  if (!unmarked_.contains(fact.identifier)) return std::nullopt;
  return Link{&fact, nullptr, vocabulary_.environment("production"), Evidence::same_stem};
}

std::optional<Link> Resolver::resolve(const Fact& fact) const {
  if (!fact.environment.known() || fact.environment.tier == Tier::unknown || fact.environment.tier == Tier::shared)
    return std::nullopt;
  static const Reading kNothing;
  const auto& readings = readings_[static_cast<std::size_t>(fact.identifier_kind)];
  auto found = readings.find(fact.identifier);
  const Reading& reading = found == readings.end() ? kNothing : found->second;
  bool settled = false;
  auto link = by_owner(fact, reading, settled);
  if (!link && !settled) link = by_word(fact, reading);
  if (!link && !settled && !reading.environment && !fact.details.contains("peer_environment")) link = by_unmarked_host(fact);
  // Who may call in the browser: production's pages on a test site reach nothing of production.
  if (link && link->target.tier == Tier::production && fact.details.contains("origin")) return std::nullopt;
  if (link && fact.details.contains("possible")) link->possible = true;
  return link;
}

}  // namespace bulkhead
