// The only way a rule speaks.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/finding.h"
#include "analyzer/model/link.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

struct Rule;   // analyzer/rules/rule_set.h

/// What rule code may look at besides its unit or the estate.
struct RuleContext {
  const Workspace& workspace;
  const Vocabulary& vocabulary;
  const Profiles& profiles;
  std::string_view date;

  /// ISO date. What asks for it holds on this day only (workspace/reads.h).
  std::string_view today() const;
};

/// Things a finding may add to the page's defaults.
struct FindingExtras {
  std::optional<Severity> severity;
  std::optional<Confidence> confidence;
  std::vector<Note> related;
  std::optional<Fix> fix;
  std::vector<std::string> environments; // further ones that the finding is about
  std::string identity;                  // attribute path; the resource's address is put in front
};

/// Builds findings for one rule: severity (two steps lower outside production where the page says `applies: production`), requirements,
/// place, trail and environments come from the rule, the resource and the value's origin; rule code handles no spans.
class Reporter {
 public:
  Reporter(const Rule& rule, std::vector<Finding>& out) : rule_(rule), out_(out) {}

  /// At a value: primary place is where a person edits it (the end of its origin chain), the way to the resource is the trail. A missing
  /// value points at the block that lacks it, or at the resource's header.
  void report(const Unit& unit, const Resource& resource, const Value& at, std::string message, FindingExtras extras = {});
  /// At a fact, with the other end of its link as related place.
  void report(const Link& link, std::string message, FindingExtras extras = {});
  void report(const Fact& fact, std::string message, FindingExtras extras = {});
  /// The condition could not be decided for this resource: never a silent pass.
  void undecided(const Resource& resource);
  std::size_t undecided_count() const { return undecided_; }
  /// The severity on the rule's page.
  Severity severity() const;

 private:
  const Rule& rule_;
  std::vector<Finding>& out_;
  std::size_t undecided_ = 0;
};

}  // namespace bulkhead
