#include "analyzer/facts/facts.h"

#include <algorithm>
#include <tuple>

#include "analyzer/facts/families.h"

namespace bulkhead {
namespace {

constexpr int kLongestTrail = 12;

/// Steps between the literal and the place where it arrived, the literal's own first.
std::vector<Note> trail_of(const Origin* origin) {
  std::vector<Note> trail;
  int steps = 0;
  for (const Origin* link = origin; link != nullptr && link->via != nullptr && steps < kLongestTrail; link = link->via, ++steps)
    if (link->at.valid()) trail.push_back({link->at, std::string(link->step), {}});
  std::reverse(trail.begin(), trail.end());
  return trail;
}

auto order(const Fact& fact) {
  return std::tie(fact.at, fact.kind, fact.identifier_kind, fact.identifier, fact.environment.name, fact.resource, fact.details);
}

}  // namespace

Fact& FactSink::state(FactKind kind, IdentifierKind identifier_kind, std::string identifier, const Resource& resource, const Value& at) {
  Fact fact;
  fact.kind = kind;
  fact.identifier_kind = identifier_kind;
  fact.identifier = std::move(identifier);
  fact.unit = unit_.id;
  fact.resource = std::string(resource.address);
  fact.environment = resource.environment.environment.known() ? resource.environment.environment : unit_.environment.environment;
  fact.at = decisive_span(at.origin());
  if (fact.at.valid()) fact.trail = trail_of(at.origin());
  else fact.at = resource.header;
  out_.push_back(std::move(fact));
  return out_.back();
}

std::vector<Fact> extract_facts(const Unit& unit, const Workspace&, const Vocabulary& vocabulary) {
  std::vector<Fact> facts;
  FactSink sink(unit, vocabulary, facts);
  for (const Resource& resource : unit.resources)
    for (const FactFamily& family : kFactFamilies)
      if (family.technology == resource.technology && resource.type.starts_with(family.type_prefix)) family.state(resource, sink);
  std::sort(facts.begin(), facts.end(), [](const Fact& a, const Fact& b) { return order(a) < order(b); });
  auto same = [](const Fact& a, const Fact& b) {
    return std::tie(a.at, a.kind, a.identifier_kind, a.identifier, a.environment.name) ==
           std::tie(b.at, b.kind, b.identifier_kind, b.identifier, b.environment.name);
  };
  facts.erase(std::unique(facts.begin(), facts.end(), same), facts.end());
  return facts;
}

}  // namespace bulkhead
