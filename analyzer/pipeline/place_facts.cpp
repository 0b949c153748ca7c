#include "analyzer/pipeline/place_facts.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "analyzer/model/cidr.h"

namespace bulkhead {
namespace {

bool touches(const SourceSpan& at, FileId file, std::uint32_t begin, std::uint32_t end) {
  return at.valid() && at.file == file && at.begin <= end && begin <= at.end;
}

/// Whether a fact of `identifier` is about the same thing: the same text, or networks that overlap.
bool concerns(const Fact& fact, IdentifierKind kind, const std::string& identifier, const std::optional<AddressRange>& range) {
  if (fact.identifier_kind != kind) return false;
  if (fact.identifier == identifier) return true;
  if (!range) return false;
  auto other = parse_cidr(fact.identifier);
  // 0.0.0.0/0 and its halves overlap everything and say nothing
  return other && other->prefix > 96 + 1 && other->overlaps(*range);
}

void tidy(std::vector<const Fact*>& facts) {
  auto key = [](const Fact* fact) { return std::tie(fact->environment.name, fact->unit, fact->at, fact->kind, fact->identifier);
      };
  std::sort(facts.begin(), facts.end(), [&](const Fact* a, const Fact* b) { return key(a) < key(b); });
  facts.erase(std::unique(facts.begin(), facts.end(), [&](const Fact* a, const Fact* b) { return key(a) == key(b); }),
      facts.end());
}

}  // namespace

std::vector<LinkEnd> links_in(const Analysis& analysis, FileId file, std::uint32_t begin, std::uint32_t end) {
  // A link names one owner; it arrives at every place of its environment that says the same.
  using Owned = std::tuple<IdentifierKind, std::string_view, std::string_view>;
  auto key = [](const Fact& fact) { return Owned{fact.identifier_kind, fact.identifier, fact.environment.name}; };
  std::multimap<Owned, SourceSpan> owned;
  for (const Fact& fact : analysis.facts)
    if (fact.kind == FactKind::owns && touches(fact.at, file, begin, end)) owned.emplace(key(fact), fact.at);

  std::vector<LinkEnd> out;
  std::set<std::tuple<SourceSpan, SourceSpan, std::string>> seen;
  auto add = [&](const Link& link, bool outgoing, const SourceSpan& here, const SourceSpan& other) {
    if (here != other && seen.emplace(here, other, link.target.name).second) out.push_back({&link, outgoing, here, other});
  };
  for (const Link& link : analysis.links) {
    SourceSpan to = link.to ? link.to->at : SourceSpan{};
    if (touches(link.from->at, file, begin, end)) add(link, true, link.from->at, to);
    if (!link.to) continue;
    if (touches(to, file, begin, end)) add(link, false, to, link.from->at);
    if (link.to->kind != FactKind::owns) continue;
    auto [first, last] = owned.equal_range(key(*link.to));
    for (auto at = first; at != last; ++at) add(link, false, at->second, link.from->at);
  }
  auto place = [](const LinkEnd& one) { return std::tie(one.here, one.other); };
  std::stable_sort(out.begin(), out.end(), [&](const LinkEnd& a, const LinkEnd& b) { return place(a) < place(b); });
  return out;
}

std::vector<KnownIdentifier> identifiers_at(const Analysis& analysis, FileId file, std::uint32_t offset) {
  std::map<std::pair<IdentifierKind, std::string>, SourceSpan> here;
  for (const Fact& fact : analysis.facts) {
    if (fact.identifier_kind == IdentifierKind::environment_name || !touches(fact.at, file, offset, offset)) continue;
    auto [at, fresh] = here.emplace(std::pair(fact.identifier_kind, fact.identifier), fact.at);
    if (!fresh && fact.at.end - fact.at.begin < at->second.end - at->second.begin) at->second = fact.at;
  }
  std::vector<KnownIdentifier> out;
  for (const auto& [identifier, at] : here) {
    KnownIdentifier known{identifier.first, identifier.second, at, {}, {}};
    auto range = identifier.first == IdentifierKind::cidr ? parse_cidr(identifier.second) : std::nullopt;
    for (const Fact& fact : analysis.facts)
      if (concerns(fact, identifier.first, identifier.second, range))
        (fact.kind == FactKind::owns ? known.owners : known.users).push_back(&fact);
    tidy(known.owners);
    tidy(known.users);
    out.push_back(std::move(known));
  }
  return out;
}

}  // namespace bulkhead
