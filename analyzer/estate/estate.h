// All facts of one scan, joined: who owns what, and who reaches across. Knows nothing of any provider.
#pragma once
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/fact_set.h"
#include "analyzer/model/finding.h"
#include "analyzer/model/link.h"

namespace bulkhead {

/// Same identifier in more than one environment.
struct SharedIdentifier {
  IdentifierKind kind;
  std::string_view identifier;
  std::vector<const Fact*> facts;        // one per environment and place, sorted by tier (production first), environment, place
};

class Estate {
 public:
  /// Facts are indexed, not copied. `today` (ISO date) decides which allowed links have expired; empty: none has. `jobs`: threads that index (0: number
  /// of processors).
  Estate(const FactSet& facts, const Vocabulary& vocabulary, const Config& config, std::string today = {}, int jobs = 1);

  const FactSet& facts() const { return facts_; }
  /// Sorted by place.
  std::vector<const Fact*> of(FactKind kind, IdentifierKind identifier) const;

  /// Owner facts of an identifier: exact; a hostname also by its longest owned suffix zone; a CIDR by the owned networks it overlaps.
  std::vector<const Fact*> owners(IdentifierKind kind, std::string_view identifier) const;

  /// Every fact of `kind` whose identifier belongs to another environment than the fact's own, strongest evidence only (RULES section 1,
  /// evidence A, B, C). Facts of unknown environment, links that bulkhead.yaml allows and links within one environment are left out. Sorted.
  /// Joined when first asked for; lives as long as the estate. Thread safe.
  const std::vector<Link>& links(FactKind kind) const;

  /// Identifiers stated by facts of `kind` in two or more environments of different tiers (or different non-production environments), unknown environments
  /// and shared tier left out. Sorted.
  std::vector<SharedIdentifier> shared(FactKind kind) const;

 private:
  struct Index;
  std::vector<Link> join(FactKind kind) const;
  std::set<std::string_view> crossing_environments(const std::vector<const Fact*>& facts) const;
  std::vector<const Fact*> sharers(const Identifier& identifier, std::vector<const Fact*> facts) const;
  static std::shared_ptr<const Index> index_of(const FactSet& facts, const Vocabulary& vocabulary, const Config& config, int jobs);

  const FactSet facts_;
  const Vocabulary& vocabulary_;
  const Config& config_;
  std::string today_;
  std::shared_ptr<const Index> index_;
};

/// Severity of a crossing by the tiers at its ends (RULES section 1 "Tiers"): the table value for production with non-production,
/// at most medium between non-production environments; nullopt where the pair is allowed (production with dr, within one environment).
std::optional<Severity> crossing_severity(Severity table, const Environment& a, const Environment& b);

}  // namespace bulkhead
