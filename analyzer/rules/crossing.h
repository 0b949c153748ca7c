// What the rules about environments share: links and shared identifiers -> findings. One finding per cause, both ends, graded by evidence.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "analyzer/estate/estate.h"
#include "analyzer/model/link.h"
#include "analyzer/rules/reporter.h"

namespace bulkhead {

/// How a rule says it: "<environment> <does> <thing> of <environment>".
struct CrossingWords {
  std::string_view does;                 // "is linked to", "names"
  /// Severity of the rule's page for this link; by default the page's own.
  Severity (*table)(const Link& link, Severity page) = nullptr;
};

/// One finding per place of a root: all environments that it leads to are named, the strongest first, with the other ends as related places. Of one
/// identifier further places are related places. Identifiers owned by the
/// other environment keep the table's severity, siblings by name are one step lower, words alone are information (RULES section 1).
void report_links(const std::vector<Link>& links, const CrossingWords& words, Reporter& report);

struct SharingWords {
  std::string_view does;                 // "uses the same login realm", "holds the same credential"
  /// True where the sharing is only a possible one.
  bool (*possible)(const SharedIdentifier& shared) = nullptr;
  /// One finding for the whole identifier instead of one per environment and file.
  bool once = false;
  Severity (*table)(const SharedIdentifier& shared, Severity page) = nullptr;
};

/// At the side that should not have it (non-production where production shares), with the places of the other side.
void report_shared(const std::vector<SharedIdentifier>& shared, const SharingWords& words, Reporter& report);

/// "bucket `orders-data`", "credential (API key)": never a secret's value.
std::string name_of(const Fact& fact);

}  // namespace bulkhead
