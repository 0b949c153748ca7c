#include "analyzer/estate/resolve.h"

#include <algorithm>

#include "analyzer/model/cidr.h"

namespace bulkhead {
namespace {

// An account that this many environments of this many roots refer to, and that exists for one stage only, serves all of them. A network in which
// they all name ranges is overlapped by another that they mean.
constexpr std::size_t kManyEnvironments = 3, kManyRoots = 3;

bool states_own(FactKind kind) {
  return kind == FactKind::owns || kind == FactKind::belongs_to_account || kind == FactKind::stores_state;
}

std::string_view root_of(std::string_view unit) { return unit.substr(0, unit.rfind('@')); }

/// Names that mean something only inside one account: the same root deploys one of its own into each.
bool is_account_local(IdentifierKind kind) { return kind == IdentifierKind::secret || kind == IdentifierKind::database; }

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
bool touches(const Fact& owner, const std::optional<AddressRange>& range) {
  auto owned = parse_cidr(owner.identifier);
  return owned && range && (owned->contains(*range) || range->contains(*owned));
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

Resolver::Resolver(std::span<const StatedFact> facts, const OwnerIndex& owners, const IdentifierTable& table, const Vocabulary& vocabulary)
    : owners_(owners), vocabulary_(vocabulary), siblings_(table.stems()), uses_(table.accounts()), stages_(table.stems()), noted_(table.size()) {
  note_uses(facts);
  readers_.reserve(facts.size());
  for (const StatedFact& stated : facts) {
    const Fact& fact = *stated.fact;
    const Identifier& identifier = *stated.identifier;
    if (!has_words(fact.identifier_kind) || !fact.environment.known()) continue;
    if (!identifier.unmarked.empty()) unmarked_.insert(identifier.unmarked);
    note_siblings(fact, identifier);
    auto [reader, first] = readers_.try_emplace(fact.at, fact.environment.name);
    if (!first && reader->second != fact.environment.name) reader->second = {};
    if (identifier.environment && identifier.environment->name == fact.environment.name && !identifier.partial)
      home_uses_.emplace(identifier.number, &fact);
  }
}

void Resolver::note_uses(std::span<const StatedFact> facts) {
  for (const auto& [fact, identifier, peer] : facts) {
    if (identifier->kind == IdentifierKind::cidr) note_insiders(*fact, *identifier);
    const AccountName* name = identifier->account;
    if (name == nullptr || !fact->environment.known()) continue;
    Use& use = uses_[name->number];
    if (use.environments.empty() && name->environment) stages_[name->stem->number].insert(name->environment->name);
    use.note(*fact);
  }
}

void Resolver::note_insiders(const Fact& fact, const Identifier& identifier) {
  if (!fact.environment.known() || !may_cross(fact.kind)) return;
  auto [known, fresh] = networks_.try_emplace(identifier.number);
  if (fresh) known->second = owners_.owners(identifier);
  for (const Fact* owner : known->second) {
    if (owner->identifier == fact.identifier || root_of(owner->unit) == root_of(fact.unit)) continue;
    insiders_[owner->identifier].note(fact);
  }
}

void Resolver::Use::note(const Fact& fact) {
  // Facts of one root come in a row, and what is many already needs no more.
  std::string_view root = root_of(fact.unit);
  if (environments.size() < kManyEnvironments) environments.insert(fact.environment.name);
  if (roots.size() < kManyRoots) roots.insert(root);
}

/// `fact` names a part of a network in which many roots of many environments name parts: private ranges are used again and again.
bool Resolver::overlapped(const Fact& owner, const Fact& fact) const {
  auto use = insiders_.find(owner.identifier);
  return use != insiders_.end() && owner.identifier != fact.identifier && use->second.environments.size() >= kManyEnvironments &&
         use->second.roots.size() >= kManyRoots;
}

bool Resolver::serves_all(const AccountName& account) const {
  if (account.platform) return true;
  const Use& use = uses_[account.number];
  if (use.environments.size() < kManyEnvironments || use.roots.size() < kManyRoots) return false;
  const auto& stages = stages_[account.stem->number];
  return stages.empty() || stages.size() == 1;
}

/// An identifier that carries its own environment's word shows that siblings of its stem belong to their words' environments.
void Resolver::note_siblings(const Fact& fact, const Identifier& identifier) {
  if (!identifier.environment) return;
  const std::string& environment = fact.environment.name;
  if (!states_own(fact.kind) && identifier.environment->name != environment) return;
  if (std::exchange(noted_[identifier.number], environment) == environment) return;   // known by the fact before
  auto& environments = siblings_[identifier.stem->number];
  if (std::find(environments.begin(), environments.end(), environment) == environments.end()) environments.push_back(environment);
}

std::optional<Link> Resolver::by_owner(const StatedFact& stated, bool& settled) const {
  const Fact& fact = *stated.fact;
  const Identifier& identifier = *stated.identifier;
  auto owners = owners_of(identifier);
  if (owners.empty()) return std::nullopt;
  // A marked name below somebody's zone belongs to its mark: dev.shop.example is not the production zone's.
  bool zone_only = fact.identifier_kind == IdentifierKind::hostname && identifier.environment &&
                   std::all_of(owners.begin(), owners.end(), [&](const Fact* owner) {
                     return owner->identifier != fact.identifier && owner->unit != "bulkhead.yaml";
                   });
  if (zone_only) return std::nullopt;
  settled = true;
  bool plan_overlaps = false;
  if (fact.identifier_kind == IdentifierKind::cidr) {
    // Ranges overlap; the name that people gave one ("prod_jumpservers") says more than a network that holds it.
    static const Environment kNone;
    const Environment& named = stated.peer ? *stated.peer : kNone;
    if (named.known() && may_be_same(named, fact.environment)) return std::nullopt;
    if (!named.known() && any_on_own_side(owners, fact.environment)) return std::nullopt;
    auto apart = [&](const Fact* owner) { return !touches(*owner, identifier.range) || overlapped(*owner, fact) || (named.known() && !may_be_same(named, owner->environment)); };
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

/// The environment that the name says uses it too, both in a configuration of their own: what several environments read at one place (a
/// vendor's host in a list for all of them) says nothing.
bool Resolver::used_at_home(const Fact& fact, const Identifier& identifier, const Environment& target) const {
  const auto own_place = [&](const Fact& use) {
    auto readers = readers_.find(use.at);
    return readers != readers_.end() && !readers->second.empty();
  };
  if (!own_place(fact)) return false;
  auto [begin, end] = home_uses_.equal_range(identifier.number);
  return std::any_of(begin, end, [&](const auto& use) { return use.second->environment.name == target.name && own_place(*use.second); });
}

Evidence Resolver::word_evidence(const Fact& fact, const Identifier& identifier, const Environment& target) const {
  if (identifier.stem == nullptr || identifier.stem->text.empty()) return Evidence::token;
  const auto& known = siblings_[identifier.stem->number];
  if (std::find(known.begin(), known.end(), fact.environment.name) != known.end()) return Evidence::same_stem;
  if (used_at_home(fact, identifier, target)) return Evidence::same_stem;
  auto base = bare_stem(identifier.stem->text);
  return base.size() >= 4 && fact.unit.find(base) != std::string::npos ? Evidence::same_stem : Evidence::token;
}

std::optional<Link> Resolver::by_word(const StatedFact& stated) const {
  const Fact& fact = *stated.fact;
  const Identifier& identifier = *stated.identifier;
  std::optional<Environment> target = identifier.environment;
  if (stated.peer && stated.peer->tier != Tier::unknown) target = *stated.peer;
  if (!target || may_be_same(*target, fact.environment)) return std::nullopt;
  if (identifier.account && has_words(identifier.kind) && serves_all(*identifier.account)) return std::nullopt;
  return Link{&fact, nullptr, *target, word_evidence(fact, identifier, *target)};
}

std::optional<Link> Resolver::by_unmarked_host(const Fact& fact) const {
  if (fact.identifier_kind != IdentifierKind::hostname || fact.environment.tier != Tier::non_production) return std::nullopt;
  if (!unmarked_.contains(fact.identifier)) return std::nullopt;
  if (fact.details.contains("named_by_provider")) return std::nullopt;
  return Link{&fact, nullptr, vocabulary_.environment("production"), Evidence::same_stem};
}

std::vector<const Fact*> Resolver::owners_of(const Identifier& identifier) const {
  auto known = identifier.kind == IdentifierKind::cidr ? networks_.find(identifier.number) : networks_.end();
  return known != networks_.end() ? known->second : owners_.owners(identifier);
}

std::optional<Link> Resolver::resolve(const StatedFact& stated) const {
  const Fact& fact = *stated.fact;
  const Identifier& identifier = *stated.identifier;
  if (!fact.environment.known() || fact.environment.tier == Tier::unknown || fact.environment.tier == Tier::shared)
    return std::nullopt;
  bool settled = false;
  auto link = by_owner(stated, settled);
  if (!link && !settled) link = by_word(stated);
  if (!link && !settled && !identifier.environment && !stated.peer) link = by_unmarked_host(fact);
  // Who may call in the browser: production's pages on a test site reach nothing of production.
  if (link && link->target.tier == Tier::production && fact.details.contains("origin")) return std::nullopt;
  if (link && fact.details.contains("possible")) link->possible = true;
  return link;
}

}  // namespace bulkhead
