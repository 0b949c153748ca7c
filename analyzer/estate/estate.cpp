#include "analyzer/estate/estate.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <unordered_map>

#include "analyzer/estate/allowed.h"
#include "analyzer/estate/owner_index.h"
#include "analyzer/estate/resolve.h"

namespace bulkhead {
namespace {

constexpr std::size_t kFactKinds = 32;
constexpr std::size_t kIdentifierKinds = 32;

/// A fact's place beside its address: sorting a million facts by what stands in them would be one cache miss after the other.
struct Placed {
  SourceSpan at;
  const Fact* fact;
};

auto place(const Fact& fact) { return std::tie(fact.at, fact.identifier_kind, fact.identifier, fact.environment.name, fact.unit, fact.resource); }

/// Same words at the same place in the same environment.
bool same_statement(const Fact& a, const Fact& b) {
  return a.at == b.at && a.identifier_kind == b.identifier_kind && a.identifier == b.identifier &&
         a.environment.name == b.environment.name && (a.at.valid() || (a.unit == b.unit && a.resource == b.resource));
}

int rank(Tier tier) { return tier == Tier::production ? 0 : 1; }

bool is_judged(const Fact& fact) {
  return fact.environment.known() && (fact.environment.tier == Tier::production || fact.environment.tier == Tier::non_production);
}

}  // namespace

struct Estate::Index {
  Index(const std::vector<Fact>& facts, const Vocabulary& vocabulary, const Config& config)
      : owners(facts, config), resolver(facts, owners, vocabulary) {
    std::array<std::vector<Placed>, kFactKinds> placed;
    for (const Fact& fact : facts) placed[static_cast<std::size_t>(fact.kind)].push_back({fact.at, &fact});
    for (std::size_t kind = 0; kind < kFactKinds; ++kind) {
      std::sort(placed[kind].begin(), placed[kind].end(),
                [](const Placed& a, const Placed& b) { return a.at != b.at ? a.at < b.at : place(*a.fact) < place(*b.fact); });
      by_kind[kind].reserve(placed[kind].size());
      for (const Placed& one : placed[kind]) by_kind[kind].push_back(one.fact);
    }
  }

  const std::vector<const Fact*>& of(FactKind kind) const { return by_kind[static_cast<std::size_t>(kind)]; }

  OwnerIndex owners;
  Resolver resolver;
  std::array<std::vector<const Fact*>, kFactKinds> by_kind;

  /// Rules and reports ask for the same links again and again.
  struct Joined {
    std::once_flag once;
    std::vector<Link> links;
  };
  mutable std::array<Joined, kFactKinds> joined;
};

Estate::Estate(const std::vector<Fact>& facts, const Vocabulary& vocabulary, const Config& config, std::string today)
    : facts_(facts), vocabulary_(vocabulary), config_(config), today_(std::move(today)),
      index_(std::make_shared<const Index>(facts, vocabulary, config)) {}

std::vector<const Fact*> Estate::of(FactKind kind) const { return index_->of(kind); }

std::vector<const Fact*> Estate::owners(IdentifierKind kind, std::string_view identifier) const {
  return index_->owners.owners(kind, identifier);
}

const std::vector<Link>& Estate::links(FactKind kind) const {
  Index::Joined& kept = index_->joined[static_cast<std::size_t>(kind)];
  std::call_once(kept.once, [&] { kept.links = join(kind); });
  return kept.links;
}

std::vector<Link> Estate::join(FactKind kind) const {
  std::vector<Link> links;
  if (!may_cross(kind)) return links;
  const Fact* last = nullptr;
  for (const Fact* fact : index_->of(kind)) {
    // Units of one root see the same literal: one place in one environment is one statement.
    if (last != nullptr && same_statement(*last, *fact)) continue;
    last = fact;
    auto link = index_->resolver.resolve(*fact);
    if (link && !is_allowed(*fact, link->target, false, config_, vocabulary_, today_)) links.push_back(*link);
  }
  return links;   // in the order of the facts: by place
}

std::vector<SharedIdentifier> Estate::shared(FactKind kind) const {
  std::unordered_map<std::string_view, std::vector<const Fact*>> groups[kIdentifierKinds];
  for (const Fact* fact : index_->of(kind))
    if (is_judged(*fact) && !is_partial(fact->identifier) && !fact->identifier.empty())
      groups[static_cast<std::size_t>(fact->identifier_kind)][fact->identifier].push_back(fact);

  std::vector<SharedIdentifier> result;
  for (std::size_t identifier_kind = 0; identifier_kind < std::size(groups); ++identifier_kind)
    for (auto& [identifier, facts] : groups[identifier_kind]) {
      SharedIdentifier shared{static_cast<IdentifierKind>(identifier_kind), identifier, sharers(std::move(facts))};
      if (!shared.facts.empty()) result.push_back(std::move(shared));
    }
  std::sort(result.begin(), result.end(), [](const SharedIdentifier& a, const SharedIdentifier& b) {
    return std::tie(a.kind, a.identifier) < std::tie(b.kind, b.identifier);
  });
  return result;
}

/// Environments of `facts` that share across a wall which bulkhead.yaml does not open.
std::set<std::string_view> Estate::crossing_environments(const std::vector<const Fact*>& facts) const {
  std::map<std::string_view, const Fact*> first;
  for (const Fact* fact : facts) first.emplace(fact->environment.name, fact);
  std::set<std::string_view> crossing;
  for (const auto& [name, fact] : first)
    for (const auto& [other_name, other] : first)
      if (!same_side(fact->environment, other->environment) &&
          !is_allowed(*fact, other->environment, true, config_, vocabulary_, today_))
        crossing.insert({name, other_name});
  return crossing;
}

/// The facts of one identifier that share it across a wall; empty where nothing is shared.
std::vector<const Fact*> Estate::sharers(std::vector<const Fact*> facts) const {
  const Environment& first = facts.front()->environment;
  if (std::all_of(facts.begin(), facts.end(), [&](const Fact* f) { return same_side(f->environment, first); })) return {};
  // Units that each make their own (a directory of the same name in every account) share nothing.
  auto owning = index_->owners.owning_units(facts.front()->identifier_kind, facts.front()->identifier);
  bool by_making = facts.front()->kind != FactKind::belongs_to_account && facts.front()->kind != FactKind::stores_state;
  if (by_making && owning.size() > 1) std::erase_if(facts, [&](const Fact* f) { return owning.contains(f->unit); });

  auto crossing = crossing_environments(facts);
  std::erase_if(facts, [&](const Fact* f) { return !crossing.contains(f->environment.name); });
  facts.erase(std::unique(facts.begin(), facts.end(), [](const Fact* a, const Fact* b) { return same_statement(*a, *b); }), facts.end());
  std::stable_sort(facts.begin(), facts.end(), [](const Fact* a, const Fact* b) {
    return std::tuple(rank(a->environment.tier), std::string_view(a->environment.name)) <
           std::tuple(rank(b->environment.tier), std::string_view(b->environment.name));
  });
  return facts;
}

}  // namespace bulkhead
