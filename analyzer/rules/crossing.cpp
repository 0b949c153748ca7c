#include "analyzer/rules/crossing.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace bulkhead {
namespace {

constexpr std::size_t kMostRelated = 8;
constexpr std::size_t kLongestName = 120;

std::string_view detail(const Fact& fact, const char* key) {
  auto found = fact.details.find(key);
  return found == fact.details.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view noun(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::cidr: return "address range";
    case IdentifierKind::hostname: return "host";
    case IdentifierKind::arn: return "resource";
    case IdentifierKind::kubernetes_namespace: return "namespace";
    case IdentifierKind::service_account: return "service account";
    case IdentifierKind::secret_store: return "secret store";
    case IdentifierKind::state_store: return "state store";
    case IdentifierKind::environment_name: return "environment";
    default: return to_string(kind);
  }
}

Severity lower(Severity severity) { return severity == Severity::info ? severity : static_cast<Severity>(static_cast<int>(severity) - 1); }

Severity by_evidence(Severity severity, Evidence evidence) {
  switch (evidence) {
    case Evidence::owned: return severity;
    case Evidence::same_stem: return lower(severity);
    case Evidence::token: return Severity::info;
  }
  return severity;
}

Confidence confidence_of(const Link& link) {
  if (link.possible) return Confidence::possible;
  return link.evidence == Evidence::owned ? Confidence::certain : Confidence::likely;
}

std::string sentence(const Link& link, const CrossingWords& words) {
  std::string text = link.from->environment.name + " " + std::string(words.does) + " " + name_of(*link.from) + " of " + link.target.name;
  auto key = detail(*link.from, "key"), ports = detail(*link.from, "ports"), mechanism = detail(*link.from, "mechanism");
  if (!ports.empty()) text += ", ports " + std::string(ports);
  if (!mechanism.empty() && mechanism.starts_with("aws_")) text += " (" + std::string(mechanism) + ")";
  else if (!key.empty()) text += " (" + std::string(key) + ")";
  if (link.evidence == Evidence::token) text += link.to ? "; its zone says so" : "; its name says so";
  return text;
}

/// Root of a unit: "apps/billing" of "apps/billing@production".
std::string_view root_of(std::string_view unit) { return unit.substr(0, unit.rfind('@')); }

/// The part of a reference that people recognise: `account_ids["x"]` of `jsondecode(data.….secret_string).account_ids["x"]`.
std::string_view short_reference(std::string_view reference) {
  auto key = reference.rfind("[\"");
  bool keyed = key != std::string_view::npos && key > 0;
  auto start = reference.find_last_of(".)", keyed ? key - 1 : std::string_view::npos);
  if (start == std::string_view::npos || start + 1 >= reference.size()) return reference;
  if (keyed) return reference.substr(start + 1);
  auto parent = start == 0 ? std::string_view::npos : reference.find_last_of(".)", start - 1);
  return parent == std::string_view::npos ? reference : reference.substr(parent + 1);
}

/// Length of the `${…}` at the start of `text`; what is left of it where it does not end.
std::size_t reference_length(std::string_view text) {
  bool quoted = false;
  int depth = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return text.size();
}

/// The identifier with the references in it cut down to what people recognise.
std::string readable(std::string_view identifier) {
  std::string text;
  while (!identifier.empty()) {
    auto open = identifier.find("${");
    text.append(identifier.substr(0, open));
    if (open == std::string_view::npos) break;
    identifier.remove_prefix(open);
    auto length = reference_length(identifier);
    text.append(short_reference(identifier.substr(2, length < 3 ? 0 : length - 3)));
    identifier.remove_prefix(length);
  }
  return text;
}

Note place_of(const Fact& fact, std::string text) { return {fact.at, std::move(text), fact.environment.name}; }

/// Distance of two places in the sorted list of files: near paths are near each other.
std::uint32_t distance(const Fact& a, const Fact& b) {
  auto x = static_cast<std::uint32_t>(a.at.file), y = static_cast<std::uint32_t>(b.at.file);
  return x > y ? x - y : y - x;
}

/// Places that share with `at`: the other side's, nearest files first.
std::vector<Note> other_side(const Fact& at, std::vector<const Fact*> others) {
  std::stable_sort(others.begin(), others.end(), [&](const Fact* a, const Fact* b) { return distance(at, *a) < distance(at, *b); });
  std::vector<Note> notes;
  for (const Fact* other : others) {
    if (notes.size() == kMostRelated) break;
    notes.push_back(place_of(*other, "also in " + other->environment.name));
  }
  return notes;
}

std::string names(const std::vector<const Fact*>& facts) {
  std::set<std::string_view> environments;
  for (const Fact* fact : facts) environments.insert(fact->environment.name);
  std::string text;
  for (auto name : environments) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

/// Facts on the other side of `fact`'s wall: production's where there are any.
std::vector<const Fact*> across(const Fact& fact, const SharedIdentifier& shared) {
  std::vector<const Fact*> production, others;
  for (const Fact* other : shared.facts) {
    if (!crossing_severity(Severity::high, fact.environment, other->environment)) continue;
    (other->environment.tier == Tier::production ? production : others).push_back(other);
  }
  return production.empty() ? others : production;
}

/// "; the same in preproduction and test".
std::string the_same_in(const std::set<std::string>& environments) {
  std::string text;
  std::size_t i = 0;
  for (const std::string& name : environments) {
    text += (i == 0 ? "; the same in " : i + 1 == environments.size() ? " and " : ", ") + name;
    ++i;
  }
  return text;
}

struct Cause {
  const Fact* at = nullptr;
  std::vector<const Fact*> more;         // further places of the same environment and file
  std::set<std::string> environments;    // further ones that read the same place
};

/// The uses to report: every non-production one where production shares, otherwise those of all environments but the first.
std::vector<Cause> causes_of(const SharedIdentifier& shared, bool once) {
  const Environment& first = shared.facts.front()->environment;
  std::map<std::tuple<std::string_view, FileId>, std::size_t> seen;
  std::map<SourceSpan, std::size_t> places;
  std::vector<Cause> causes;
  for (const Fact* fact : shared.facts) {
    if (fact->environment.tier == Tier::production || fact->environment.name == first.name) continue;
    auto key = once ? std::tuple(std::string_view(), FileId::none) : std::tuple(std::string_view(fact->environment.name), fact->at.file);
    auto known = seen.find(key);
    auto place = fact->at.valid() && !once ? places.find(fact->at) : places.end();
    if (known == seen.end() && place != places.end() && fact->environment.tier == causes[place->second].at->environment.tier) {
      causes[place->second].environments.insert(fact->environment.name);
      continue;
    }
    auto [it, fresh] = seen.emplace(key, causes.size());
    if (fresh) causes.push_back({fact, {}, {}});
    else causes[it->second].more.push_back(fact);
    if (fact->at.valid()) places.emplace(fact->at, it->second);
  }
  return causes;
}

/// What makes two links one cause: one place, one identifier of one root, and for names that only look like the other environment's, one
/// resource. Several environments of one root read the same line.
using LinkKey = std::tuple<int, std::string, std::string, std::string, SourceSpan>;

/// "module.x["a"].aws_y.z[0]" without its instance keys.
std::string without_instances(std::string_view address) {
  std::string text;
  int depth = 0;
  for (char c : address) {
    if (c == '[') ++depth;
    if (depth == 0) text += c;
    if (c == ']') --depth;
  }
  return text;
}

std::vector<LinkKey> keys_of(const Link& link) {
  const Fact& fact = *link.from;
  std::string root(root_of(fact.unit));
  std::vector<LinkKey> keys;
  // An ARN names an account as well: two identifiers at one place are one cause.
  if (fact.at.valid()) keys.push_back({0, root, link.target.name, {}, fact.at});
  keys.push_back({1, root, link.target.name, std::string(to_string(fact.identifier_kind)) + " " + fact.identifier, {}});
  // What a shared module asks for is one cause, whichever roots call it.
  if (!fact.within.empty()) keys.push_back({3, {}, link.target.name, std::string(to_string(fact.identifier_kind)) + " " + fact.identifier, fact.within[0].at});
  if (link.evidence != Evidence::owned && !fact.resource.empty())
    keys.push_back({2, root, link.target.name, std::string(to_string(fact.identifier_kind)) + " " + without_instances(fact.resource),
                    {fact.at.file, 0, 0}});
  return keys;
}

struct LinkCause {
  const Link* first = nullptr;           // of the strongest evidence
  Severity severity = Severity::info;
  std::vector<const Link*> all;

  void add(const Link& link, Severity of_link) {
    if (first == nullptr || link.evidence < first->evidence) first = &link;
    severity = std::max(severity, of_link);
    all.push_back(&link);
  }

  std::vector<Note> related() const {
    std::vector<Note> notes;
    std::set<SourceSpan> told{first->from->at};
    for (const Link* link : all) {
      if (notes.size() == kMostRelated || !told.insert(link->from->at).second) continue;
      bool same = link->from->identifier == first->from->identifier;
      notes.push_back(place_of(*link->from, same ? "also here" : "also " + name_of(*link->from)));
    }
    return notes;
  }

  std::vector<std::string> environments() const {
    std::set<std::string> names;
    for (const Link* link : all) names.insert(link->from->environment.name);
    return {names.begin(), names.end()};
  }

  std::string others() const {
    std::set<std::string> names;
    for (const Link* link : all) names.insert(link->from->environment.name);
    names.erase(first->from->environment.name);
    return the_same_in(names);
  }
};

/// Everything that leads from one place of one root into other environments: one line to edit. The strongest cause stands first.
struct PlaceCause {
  std::vector<LinkCause> causes;

  void add(LinkCause cause) {
    causes.push_back(std::move(cause));
    LinkCause &first = causes.front(), &last = causes.back();
    if (std::tuple(last.severity, first.first->evidence) > std::tuple(first.severity, last.first->evidence)) std::swap(first, last);
  }

  const LinkCause& first() const { return causes.front(); }

  /// "; also of preproduction and test", or with who leads there where that differs: "; also development to test".
  std::string others() const {
    const std::string& own = first().first->from->environment.name;
    std::set<std::string> targets, ways;
    for (const LinkCause& cause : causes) {
      if (&cause == &first()) continue;
      for (const std::string& from : cause.environments()) {
        ways.insert(from + " to " + cause.first->target.name);
        if (from == own) targets.insert(cause.first->target.name);
      }
    }
    bool alone = targets.size() == ways.size();
    std::string text;
    std::size_t i = 0;
    const std::set<std::string>& all = alone ? targets : ways;
    for (const std::string& one : all) {
      text += (i == 0 ? alone ? "; also of " : "; also " : i + 1 == all.size() ? " and " : ", ") + one;
      ++i;
    }
    return text;
  }

  std::vector<Note> related() const {
    std::vector<Note> notes = first().related();
    std::set<SourceSpan> told{first().first->from->at};
    if (first().first->to != nullptr) told.insert(first().first->to->at);
    for (const LinkCause& cause : causes) {
      const Fact* end = &cause == &first() ? nullptr : cause.first->to;
      if (end != nullptr && told.insert(end->at).second) notes.push_back(place_of(*end, "leads to " + cause.first->target.name + " too"));
    }
    return notes;
  }

  std::vector<std::string> environments() const {
    std::set<std::string> names;
    for (const LinkCause& cause : causes)
      for (const std::string& name : cause.environments()) names.insert(name);
    return {names.begin(), names.end()};
  }
};

/// A possible cause hides no likely one: they stay apart.
std::vector<PlaceCause> by_place(std::vector<LinkCause> causes) {
  std::map<std::tuple<bool, std::string_view, IdentifierKind, SourceSpan>, std::size_t> seen;
  std::vector<PlaceCause> out;
  for (LinkCause& cause : causes) {
    const Fact& fact = *cause.first->from;
    std::tuple key(confidence_of(*cause.first) == Confidence::possible, root_of(fact.unit), fact.identifier_kind, fact.at);
    std::size_t index = fact.at.valid() ? seen.emplace(key, out.size()).first->second : out.size();
    if (index == out.size()) out.emplace_back();
    out[index].add(std::move(cause));
  }
  return out;
}

}  // namespace

std::string name_of(const Fact& fact) {
  std::string_view display = detail(fact, "display");
  std::string kind(noun(fact.identifier_kind));
  if (fact.identifier_kind == IdentifierKind::credential)   // the digest is for joining, not for people
    return display.empty() ? kind : kind + " (" + std::string(display) + ")";
  std::string text(display.empty() ? readable(fact.identifier) : std::string(display));
  if (text.size() > kLongestName) {
    text.resize(kLongestName);
    text += "…";
  }
  return kind + " `" + text + "`";
}

void report_links(const std::vector<Link>& links, const CrossingWords& words, Reporter& report) {
  std::vector<LinkCause> causes;
  std::map<LinkKey, std::size_t> seen;
  for (const Link& link : links) {
    Severity table = words.table ? words.table(link, report.severity()) : report.severity();
    auto severity = crossing_severity(table, link.from->environment, link.target);
    if (!severity) continue;
    auto keys = keys_of(link);
    auto known = std::find_if(keys.begin(), keys.end(), [&](const LinkKey& key) { return seen.contains(key); });
    std::size_t index = known == keys.end() ? causes.size() : seen[*known];
    if (index == causes.size()) causes.push_back({});
    for (LinkKey& key : keys) seen.emplace(std::move(key), index);
    causes[index].add(link, by_evidence(*severity, link.evidence));
  }
  for (const PlaceCause& place : by_place(std::move(causes))) {
    const LinkCause& cause = place.first();
    report.report(*cause.first, sentence(*cause.first, words) + cause.others() + place.others(),
                  {.severity = cause.severity, .confidence = confidence_of(*cause.first), .related = place.related(), .environments = place.environments()});
  }
}

void report_shared(const std::vector<SharedIdentifier>& all, const SharingWords& words, Reporter& report) {
  for (const SharedIdentifier& shared : all) {
    Severity table = words.table ? words.table(shared, report.severity()) : report.severity();
    bool possible = words.possible != nullptr && words.possible(shared);
    for (const Cause& cause : causes_of(shared, words.once)) {
      auto others = across(*cause.at, shared);
      if (others.empty()) continue;
      auto severity = crossing_severity(table, cause.at->environment, others.front()->environment);
      if (!severity) continue;
      std::string message = cause.at->environment.name + " " + std::string(words.does) + " as " + names(others) + ": " + name_of(*cause.at) + the_same_in(cause.environments);
      FindingExtras extras{.severity = severity,
                           .related = other_side(*cause.at, others),
                           .environments = {cause.environments.begin(), cause.environments.end()},
                           .identity = names(others)};
      if (possible) extras.confidence = Confidence::possible;
      for (const Fact* more : cause.more)
        if (extras.related.size() < 2 * kMostRelated) extras.related.push_back(place_of(*more, "also here"));
      report.report(*cause.at, std::move(message), std::move(extras));
    }
  }
}

}  // namespace bulkhead
