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
#include "analyzer/model/parallel.h"

namespace bulkhead {
namespace {

constexpr std::size_t kFactKinds = 32;

/// A fact's place beside its number: sorting a million facts by what stands in them would be one cache miss after the other.
struct Placed {
  std::uint64_t begin;                   // file and offset
  std::uint32_t end, number;
};

/// By place, then by what is said there: texts are compared only where identifiers differ.
void sort_by_place(std::vector<StatedFact>& facts) {
  std::vector<Placed> placed;
  placed.reserve(facts.size());
  for (const StatedFact& one : facts) {
    const SourceSpan& at = one.fact->at;
    placed.push_back({static_cast<std::uint64_t>(at.file) << 32 | at.begin, at.end, static_cast<std::uint32_t>(placed.size())});
  }
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return std::tie(a.begin, a.end, a.number) < std::tie(b.begin, b.end, b.number); });
  auto said_before = [&](const Placed& a, const Placed& b) {
    const StatedFact &x = facts[a.number], &y = facts[b.number];
    if (x.identifier != y.identifier) return std::tie(x.fact->identifier_kind, x.fact->identifier) < std::tie(y.fact->identifier_kind, y.fact->identifier);
    return std::tie(x.fact->environment.name, x.fact->unit, x.fact->resource) < std::tie(y.fact->environment.name, y.fact->unit, y.fact->resource);
  };
  for (auto begin = placed.begin(); begin != placed.end();) {
    auto end = std::find_if(begin + 1, placed.end(), [&](const Placed& one) { return one.begin != begin->begin || one.end != begin->end; });
    if (end - begin > 1) std::sort(begin, end, said_before);
    begin = end;
  }
  std::vector<StatedFact> sorted;
  sorted.reserve(facts.size());
  for (const Placed& one : placed) sorted.push_back(facts[one.number]);
  facts = std::move(sorted);
}

bool same_place(const Fact& a, const Fact& b) {
  return a.at == b.at && a.environment.name == b.environment.name && (a.at.valid() || (a.unit == b.unit && a.resource == b.resource));
}

/// Same words at the same place in the same environment.
bool same_statement(const StatedFact& a, const StatedFact& b) { return a.identifier == b.identifier && same_place(*a.fact, *b.fact); }

int rank(Tier tier) { return tier == Tier::production ? 0 : 1; }

bool is_judged(const Fact& fact) {
  return fact.environment.known() && (fact.environment.tier == Tier::production || fact.environment.tier == Tier::non_production);
}

}  // namespace

struct Estate::Index {
  Index(std::vector<StatedFact> facts, std::shared_ptr<IdentifierTable> identifiers, const Vocabulary& vocabulary, const Config& config, int jobs)
      : table(std::move(identifiers)), stated(std::move(facts)) {
    for (const StatedFact& one : stated) by_kind[static_cast<std::size_t>(one.fact->kind)].facts.push_back(one);
    // Who owns what, and what is asked for in the order of places, have nothing to do with each other.
    parallel_for(2, jobs, [&](std::size_t half) {
      if (half == 0) {
        owners.emplace(stated, *table, config);
        resolver.emplace(stated, *owners, *table, vocabulary);
      } else {
        for (FactKind kind : {FactKind::refers, FactKind::admits, FactKind::reads_state, FactKind::grants}) of(kind);
      }
    });
  }

  /// Sorted by place when first asked for.
  const std::vector<StatedFact>& of(FactKind kind) const {
    Kind& kept = by_kind[static_cast<std::size_t>(kind)];
    std::call_once(kept.once, [&] { sort_by_place(kept.facts); });
    return kept.facts;
  }

  std::shared_ptr<IdentifierTable> table;
  std::vector<StatedFact> stated;
  std::optional<OwnerIndex> owners;
  std::optional<Resolver> resolver;
  struct Kind {
    std::once_flag once;
    std::vector<StatedFact> facts;
  };
  mutable std::array<Kind, kFactKinds> by_kind;

  /// Rules and reports ask for the same links again and again.
  struct Joined {
    std::once_flag once;
    std::vector<Link> links;
  };
  mutable std::array<Joined, kFactKinds> joined;
};

std::shared_ptr<const Estate::Index> Estate::index_of(const FactSet& facts, const Vocabulary& vocabulary, const Config& config, int jobs) {
  std::shared_ptr<IdentifierTable> table = facts.table() ? facts.table() : std::make_shared<IdentifierTable>(vocabulary);
  std::vector<StatedFact> stated = facts.stated();
  for (StatedFact& one : stated)
    if (one.identifier == nullptr) one = table->state(*one.fact);
  return std::make_shared<const Index>(std::move(stated), std::move(table), vocabulary, config, jobs);
}

Estate::Estate(const FactSet& facts, const Vocabulary& vocabulary, const Config& config, std::string today, int jobs)
    : facts_(facts), vocabulary_(vocabulary), config_(config), today_(std::move(today)), index_(index_of(facts, vocabulary, config, jobs)) {}

std::vector<const Fact*> Estate::of(FactKind kind, IdentifierKind identifier) const {
  std::vector<StatedFact> found;
  for (const StatedFact& stated : index_->stated)
    if (stated.fact->kind == kind && stated.fact->identifier_kind == identifier) found.push_back(stated);
  sort_by_place(found);
  std::vector<const Fact*> out;
  for (const StatedFact& stated : found) out.push_back(stated.fact);
  return out;
}

std::vector<const Fact*> Estate::owners(IdentifierKind kind, std::string_view identifier) const {
  return index_->owners->owners(index_->table->get(kind, identifier));
}

const std::vector<Link>& Estate::links(FactKind kind) const {
  Index::Joined& kept = index_->joined[static_cast<std::size_t>(kind)];
  std::call_once(kept.once, [&] { kept.links = join(kind); });
  return kept.links;
}

std::vector<Link> Estate::join(FactKind kind) const {
  std::vector<Link> links;
  if (!may_cross(kind)) return links;
  const StatedFact* last = nullptr;
  for (const StatedFact& stated : index_->of(kind)) {
    const Fact* fact = stated.fact;
    // Units of one root see the same literal: one place in one environment is one statement.
    if (last != nullptr && same_statement(*last, stated)) continue;
    last = &stated;
    auto link = index_->resolver->resolve(stated);
    if (link && !is_allowed(*fact, link->target, false, config_, vocabulary_, today_)) links.push_back(*link);
  }
  return links;   // in the order of the facts: by place
}

std::vector<SharedIdentifier> Estate::shared(FactKind kind) const {
  std::unordered_map<const Identifier*, std::vector<const Fact*>> groups;
  for (const auto& [fact, identifier, peer] : index_->of(kind))
    if (is_judged(*fact) && !identifier->partial && !identifier->text.empty()) groups[identifier].push_back(fact);

  std::vector<SharedIdentifier> result;
  for (auto& [identifier, facts] : groups) {
    SharedIdentifier shared{identifier->kind, identifier->text, sharers(*identifier, std::move(facts))};
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
std::vector<const Fact*> Estate::sharers(const Identifier& identifier, std::vector<const Fact*> facts) const {
  const Environment& first = facts.front()->environment;
  if (std::all_of(facts.begin(), facts.end(), [&](const Fact* f) { return same_side(f->environment, first); })) return {};
  // Units that each make their own (a directory of the same name in every account) share nothing.
  auto owning = index_->owners->owning_units(identifier);
  bool by_making = facts.front()->kind != FactKind::belongs_to_account && facts.front()->kind != FactKind::stores_state;
  if (by_making && owning.size() > 1) std::erase_if(facts, [&](const Fact* f) { return owning.contains(f->unit); });

  auto crossing = crossing_environments(facts);
  std::erase_if(facts, [&](const Fact* f) { return !crossing.contains(f->environment.name); });
  facts.erase(std::unique(facts.begin(), facts.end(), [](const Fact* a, const Fact* b) { return same_place(*a, *b); }), facts.end());
  std::stable_sort(facts.begin(), facts.end(), [](const Fact* a, const Fact* b) {
    return std::tuple(rank(a->environment.tier), std::string_view(a->environment.name)) <
           std::tuple(rank(b->environment.tier), std::string_view(b->environment.name));
  });
  return facts;
}

}  // namespace bulkhead
