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
#include "analyzer/model/fact.h"
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
  Resolver(const std::vector<Fact>& facts, const OwnerIndex& owners, const Vocabulary& vocabulary);

  /// The link that `fact` states, or nothing: within one environment, to a shared one, to nobody known.
  std::optional<Link> resolve(const Fact& fact) const;

 private:
  /// What the text of an identifier says by itself; worked out once per text.
  struct Reading {
    std::optional<Environment> environment;
    std::string stem;
    bool serves_all = false;   // names a platform account or state that all environments use
    std::vector<std::string_view> noted;   // environments already known as siblings of the stem
  };

  /// Who refers to an account by name.
  struct Use {
    std::set<std::string_view> environments, roots;
  };

  void note_uses(const std::vector<Fact>& facts);
  void note_insiders(const Fact& fact);
  bool overlapped(const Fact& owner, const Fact& fact) const;
  bool serves_all(std::string_view account) const;
  Reading read(IdentifierKind kind, std::string_view identifier) const;
  void note_siblings(const Fact& fact, Reading& reading);
  std::optional<Link> by_owner(const Fact& fact, const Reading& reading, bool& settled) const;
  std::optional<Link> by_word(const Fact& fact, const Reading& reading) const;
  std::optional<Link> by_unmarked_host(const Fact& fact) const;
  Environment named_environment(const Fact& fact) const;
  bool used_at_home(const Fact& fact, const Environment& target) const;
  Evidence word_evidence(const Fact& fact, const std::string& stem, const Environment& target) const;

  const OwnerIndex& owners_;
  const Vocabulary& vocabulary_;
  std::unordered_map<std::string_view, Reading> readings_[32];   // by IdentifierKind
  /// Stem -> environments in which an own identifier of that stem is known.
  std::unordered_map<std::string, std::vector<std::string>> siblings_;
  /// Whole identifiers that bear the word of the environment that states them.
  std::unordered_multimap<std::string_view, const Fact*> home_uses_;
  /// Place -> the one environment that reads it, empty for several.
  std::map<SourceSpan, std::string_view> readers_;
  std::unordered_map<std::string, Use> uses_;   // by account name
  /// Network -> who names ranges inside it, other than the root that has it.
  std::unordered_map<std::string_view, Use> insiders_;
  /// Stem of an account's name -> the stages that it exists for.
  std::unordered_map<std::string, std::set<std::string>> stages_;
  /// Marked hosts without their mark: "app.x" of "app-dev.x" and "dev.app.x".
  std::unordered_set<std::string> unmarked_;
};

}  // namespace bulkhead
