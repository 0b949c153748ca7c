// The environment that an identifier belongs to, seen from the fact that mentions it (RULES section 1, evidence A, B, C).
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/estate/owner_index.h"
#include "analyzer/model/fact_set.h"
#include "analyzer/model/link.h"

namespace bulkhead {

/// True where facts of this kind may reach across (all but those that say what a unit has of its own).
bool may_cross(FactKind kind);

/// True where two environments are one wall's side: the same, both of production tier (dr), or one of them serves all.
bool same_side(const Environment& a, const Environment& b);
/// True where two names are used for the same stage by different people (`uat`, `staging` and `preproduction`; `nonprod` and any
/// non-production one): a word alone is no evidence of a crossing between them.
bool may_be_same(const Environment& a, const Environment& b);

class Resolver {
 public:
  /// `table` holds the identifiers of all facts; what it is given later is known to nobody here.
  Resolver(std::span<const StatedFact> facts, const OwnerIndex& owners, const IdentifierTable& table, const Vocabulary& vocabulary);

  /// The link that a fact states, or nothing: within one environment, to a shared one, to nobody known.
  std::optional<Link> resolve(const StatedFact& stated) const;

 private:
  /// Who refers to an account by name; no more of them than make many.
  struct Use {
    std::set<std::string_view> environments, roots;
    void note(const Fact& fact);
  };
  struct PlaceHash {
    std::size_t operator()(const SourceSpan& at) const {
      return (static_cast<std::size_t>(at.file) * 0x9E3779B97F4A7C15u) ^ ((static_cast<std::size_t>(at.begin) << 20) + at.end) * 0xC2B2AE3D27D4EB4Fu;
    }
  };

  void note_uses(std::span<const StatedFact> facts);
  void note_insiders(const Fact& fact, const Identifier& identifier);
  void note_siblings(const Fact& fact, const Identifier& identifier);
  bool overlapped(const Fact& owner, const Fact& fact) const;
  bool serves_all(const AccountName& account) const;
  std::vector<const Fact*> owners_of(const Identifier& identifier) const;
  std::optional<Link> by_owner(const StatedFact& stated, bool& settled) const;
  std::optional<Link> by_word(const StatedFact& stated) const;
  std::optional<Link> by_unmarked_host(const Fact& fact) const;
  bool used_at_home(const Fact& fact, const Identifier& identifier, const Environment& target) const;
  Evidence word_evidence(const Fact& fact, const Identifier& identifier, const Environment& target) const;

  const OwnerIndex& owners_;
  const Vocabulary& vocabulary_;
  /// Stem -> environments in which an own identifier of that stem is known. These vectors go by the numbers of the table.
  std::vector<std::vector<std::string_view>> siblings_;
  std::vector<Use> uses_;                // by account name
  std::vector<std::set<std::string_view>> stages_;   // stem of an account's name -> the stages that it exists for
  std::vector<std::string_view> noted_;  // identifier -> environment last noted as a sibling's
  /// Whole identifiers that bear the word of the environment that states them.
  std::unordered_multimap<std::uint32_t, const Fact*> home_uses_;
  /// Place -> the one environment that reads it, empty for several.
  std::unordered_map<SourceSpan, std::string_view, PlaceHash> readers_;
  /// Owners of the ranges that facts name, and network -> who names ranges inside it, other than the root that has it.
  std::unordered_map<std::uint32_t, std::vector<const Fact*>> networks_;
  std::unordered_map<std::string_view, Use> insiders_;
  /// Marked hosts without their mark.
  std::unordered_set<std::string_view> unmarked_;
};

}  // namespace bulkhead
