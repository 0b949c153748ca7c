#include "analyzer/rules/reporter.h"

#include "analyzer/model/content_hash.h"

#include <algorithm>

#include "analyzer/rules/rule_set.h"

namespace bulkhead {

std::string_view RuleContext::today() const {
  if (Reads* reads = ReadScope::current()) reads->hear("today", ContentHash().add(date).value());
  return date;
}
namespace {

constexpr int kMaxTrail = 32;

Severity two_lower(Severity severity) {
  auto level = static_cast<int>(severity);
  return static_cast<Severity>(std::max(level - 2, 0));
}

Finding finding_of(const Rule& rule, const Environment& environment, std::string message, FindingExtras& extras) {
  Finding finding;
  finding.rule = rule.id;
  finding.requirements = rule.requirements;
  finding.severity = extras.severity.value_or(rule.severity);
  if (rule.production_only && environment.tier == Tier::non_production) finding.severity = two_lower(finding.severity);
  finding.confidence = extras.confidence.value_or(rule.confidence);
  finding.message = std::move(message);
  finding.related = std::move(extras.related);
  finding.fix = std::move(extras.fix);
  finding.environments = std::move(extras.environments);
  if (environment.known()) finding.environments.push_back(environment.name);
  return finding;
}

std::string step_text(const Origin& origin) {
  if (!origin.step.empty()) return std::string(origin.step);
  switch (origin.kind) {
    case Origin::Kind::written: return "written here";
    case Origin::Kind::defaulted: return "by default";
    case Origin::Kind::referenced: return "passed on here";
    case Origin::Kind::computed: return "computed here";
    case Origin::Kind::absent: return "not set here";
  }
  return {};
}

/// From next to the decisive place to where the value arrived, then the calls that brought the resource here.
std::vector<Note> trail_of(const Origin* origin, SourceSpan decisive, const Resource& resource) {
  std::vector<Note> trail;
  for (int steps = 0; origin && steps < kMaxTrail; origin = origin->via, ++steps)
    if (origin->at.valid() && origin->at != decisive) trail.push_back({origin->at, step_text(*origin), {}});
  std::ranges::reverse(trail);
  for (SourceSpan caller : resource.callers)
    if (caller.valid() && caller != decisive) trail.push_back({caller, "called here", {}});
  auto repeated = std::unique(trail.begin(), trail.end(), [](const Note& a, const Note& b) { return a.at == b.at; });
  trail.erase(repeated, trail.end());
  return trail;
}

}  // namespace

void Reporter::report(const Unit&, const Resource& resource, const Value& at, std::string message, FindingExtras extras) {
  std::string identity = std::string(resource.address) + (extras.identity.empty() ? "" : "#" + extras.identity);
  Finding finding = finding_of(rule_, resource.environment.environment, std::move(message), extras);
  // The whole resource, and what it lacks, are shown at its header rather than over all of its lines.
  bool whole = at.origin() == nullptr || at.origin() == resource.attributes.origin();
  const Origin* origin = whole ? nullptr : at.origin();
  finding.at = decisive_span(origin);
  if (!finding.at.valid()) finding.at = resource.header;
  finding.trail = trail_of(origin, finding.at, resource);
  finding.resource = resource.address;
  finding.identity = std::move(identity);
  out_.push_back(std::move(finding));
}

void Reporter::report(const Fact& fact, std::string message, FindingExtras extras) {
  std::string identity = fact.resource + "#" + fact.identifier + (extras.identity.empty() ? "" : "#" + extras.identity);
  Finding finding = finding_of(rule_, fact.environment, std::move(message), extras);
  finding.at = fact.at;
  finding.trail = fact.trail;
  finding.resource = fact.resource;
  finding.identity = std::move(identity);
  finding.of_fact = true;
  out_.push_back(std::move(finding));
}

void Reporter::report(const Link& link, std::string message, FindingExtras extras) {
  if (link.to) {
    std::string text = link.to->resource.empty() ? "the other end" : link.to->resource + " is the other end";
    extras.related.insert(extras.related.begin(), Note{link.to->at, std::move(text), link.target.name});
  }
  extras.related.insert(extras.related.end(), link.from->within.begin(), link.from->within.end());
  extras.identity = link.target.name + (extras.identity.empty() ? "" : "#" + extras.identity);
  report(*link.from, std::move(message), std::move(extras));
}

Severity Reporter::severity() const { return rule_.severity; }

void Reporter::undecided(const Resource&) { ++undecided_; }

}  // namespace bulkhead
