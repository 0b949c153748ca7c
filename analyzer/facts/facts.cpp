#include "analyzer/facts/facts.h"

#include <algorithm>
#include <optional>
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

/// The longest part of `identifier` that is written as it stands: what lies between `${…}` parts.
std::string_view longest_literal(std::string_view identifier) {
  std::string_view longest;
  while (!identifier.empty()) {
    auto open = identifier.find("${");
    std::string_view literal = identifier.substr(0, open);
    if (literal.size() > longest.size()) longest = literal;
    if (open == std::string_view::npos) break;
    auto close = identifier.find('}', open);
    if (close == std::string_view::npos) break;
    identifier.remove_prefix(close + 1);
  }
  return longest;
}

/// Where `word`, or else the identifier, stands inside a text of several lines; the whole text when it is not written there.
SourceSpan narrowed(SourceSpan span, std::string_view identifier, std::string_view word, const Workspace& workspace) {
  std::string_view all = workspace.text(span.file);
  if (span.end > all.size() || span.end <= span.begin) return span;
  std::string_view text = all.substr(span.begin, span.end - span.begin);
  if (text.find('\n') == std::string_view::npos) return span;
  std::string_view literal = word.size() > 3 && text.find(word) != std::string_view::npos ? word : longest_literal(identifier);
  auto found = literal.size() < 4 ? std::string_view::npos : text.find(literal);
  // A quoted key of the reference ("shop-production") stands in the text as well.
  if (found == std::string_view::npos || literal.size() < 16)
    if (auto quote = identifier.find("[\""); quote != std::string_view::npos) {
      std::string_view key = identifier.substr(quote + 2);
      key = key.substr(0, key.find('"'));
      if (auto at = text.find(key); at != std::string_view::npos && key.size() > 3) { found = at; literal = key; }
    }
  if (found == std::string_view::npos) return span;
  auto begin = span.begin + static_cast<std::uint32_t>(found);
  return {span.file, begin, begin + static_cast<std::uint32_t>(literal.size())};
}

/// As narrowed(), and where the deciding part of a text does not hold the word, in the text around that part.
SourceSpan narrowed_within(const Origin* origin, SourceSpan decisive, std::string_view identifier, std::string_view word, const Workspace& workspace) {
  SourceSpan found = narrowed(decisive, identifier, word, workspace);
  if (workspace.text(decisive.file).substr(decisive.begin, decisive.end - decisive.begin).find('\n') == std::string_view::npos) return found;
  int steps = 0;
  for (const Origin* link = origin; link != nullptr && found == decisive && steps < 64; link = link->via, ++steps) {
    bool around = link->at.file == decisive.file && link->at.begin <= decisive.begin && link->at.end >= decisive.end && link->at != decisive;
    if (!around) continue;
    SourceSpan within = narrowed(link->at, identifier, word, workspace);
    if (within != link->at) found = within;
  }
  return found;
}

/// The place of an identifier that a template puts together ("arn:aws:s3:::${local.bucket}*") is the template, unless the whole identifier is
/// written in the literal that decides it.
SourceSpan put_together(const Origin* origin, SourceSpan decisive, std::string_view identifier, const Workspace& workspace) {
  const auto text = [&](SourceSpan span) {
    std::string_view all = workspace.text(span.file);
    return span.end <= all.size() && span.begin < span.end ? all.substr(span.begin, span.end - span.begin) : std::string_view();
  };
  if (text(decisive).find(identifier) != std::string_view::npos) return decisive;
  SourceSpan template_at = decisive;
  int steps = 0;
  for (const Origin* link = origin; link != nullptr && steps < 64; link = link->via, ++steps) {
    if (link->kind != Origin::Kind::computed || !link->at.valid()) continue;
    bool holds = link->at.file == decisive.file && link->at.begin <= decisive.begin && link->at.end >= decisive.end;
    std::string_view written = text(link->at);
    if (!holds && written.starts_with('"') && written.find("${") != std::string_view::npos) template_at = link->at;
  }
  return template_at;
}

bool is_inside(SourceSpan span, const Unit& unit, const Workspace& workspace) {
  if (!span.valid()) return false;
  std::string_view path = workspace.file(span.file).path;
  return unit.directory.empty() || (path.starts_with(unit.directory) && path.size() > unit.directory.size() && path[unit.directory.size()] == '/');
}

/// A literal in a module that many roots share is edited where this root refers to it: the deepest link inside the unit's own folder.
SourceSpan own_place(const Origin* origin, SourceSpan literal, const Unit& unit, const Workspace& workspace) {
  if (unit.kind != UnitKind::terraform_stack || is_inside(literal, unit, workspace)) return literal;
  SourceSpan best = literal;
  bool left = false;   // since that link, the way has led through a module
  int steps = 0;
  for (const Origin* link = origin; link != nullptr && steps < 64; link = link->via, ++steps) {
    if (is_inside(link->at, unit, workspace)) {
      best = link->at;
      left = false;
    } else if (link->at.valid()) {
      left = left || workspace.file(link->at.file).language != Language::hcl;
    }
  }
  // Terragrunt's files above the unit's folder (env.hcl, root.hcl) are where its values are edited.
  return left ? best : literal;
}

/// `locals_training.tf`: what it holds is that environment's, in whichever workspace it is read.
std::optional<Environment> environment_of_file(std::string_view path, const Vocabulary& vocabulary) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (!name.starts_with("locals_") && !name.starts_with("locals-")) return std::nullopt;
  name.remove_prefix(7);
  return name.ends_with(".tf") ? vocabulary.word(name.substr(0, name.size() - 3)) : std::nullopt;
}

auto order(const Fact& fact) {
  return std::tie(fact.at, fact.kind, fact.identifier_kind, fact.identifier, fact.environment.name, fact.resource, fact.details);
}

}  // namespace

/// What nobody knows has no literal: in a list or map of a shared module its place is where this root refers to that, the innermost one that has such
/// a place. A literal of a shared module stays where it is, one cause for all roots.
void FactSink::follow_way(Fact& fact) const {
  if (way_.empty() || workspace_ == nullptr || unit_.kind != UnitKind::terraform_stack || is_inside(fact.at, unit_, *workspace_)) return;
  SourceSpan literal = fact.at;
  std::vector<Note> passed{{literal, {}, {}}};
  for (auto container = way_.rbegin(); container != way_.rend() && fact.at == literal; ++container) {
    fact.at = own_place(*container, literal, unit_, *workspace_);
    for (Note& note : trail_of(*container))
      if (note.at != fact.at) passed.push_back(std::move(note));
  }
  if (fact.at == literal) return;
  fact.within.push_back({literal, "asked for here", {}});
  if (SourceSpan taken = arrival_span(way_.back()); taken.valid() && taken != fact.at && taken != literal) fact.within.push_back({taken, "taken over here", {}});
  fact.trail.insert(fact.trail.end(), std::make_move_iterator(passed.begin()), std::make_move_iterator(passed.end()));
}

Fact& FactSink::state(FactKind kind, IdentifierKind identifier_kind, std::string identifier, const Resource& resource, const Value& at) {
  Fact fact;
  fact.kind = kind;
  fact.identifier_kind = identifier_kind;
  fact.identifier = std::move(identifier);
  fact.unit = unit_.id;
  fact.resource = std::string(resource.address);
  fact.environment = resource.environment.environment.known() ? resource.environment.environment : unit_.environment.environment;
  fact.at = decisive_span(at.origin());
  if (!fact.at.valid()) {
    fact.at = resource.header;
  } else {
    fact.trail = trail_of(at.origin());
    if (workspace_ != nullptr) fact.at = put_together(at.origin(), fact.at, fact.identifier, *workspace_);
    if (workspace_ != nullptr) fact.at = own_place(at.origin(), narrowed_within(at.origin(), fact.at, fact.identifier, at.as_string(), *workspace_), unit_, *workspace_);
    if (at.is_unknown()) follow_way(fact);
  }
  if (resource.type == "locals" && workspace_ != nullptr && fact.at.valid())
    if (auto named = environment_of_file(workspace_->file(fact.at.file).path, vocabulary_)) fact.environment = *named;
  out_.push_back(std::move(fact));
  return out_.back();
}

const std::span<const Entry>* FactSink::flags_of(std::span<const Entry> entries) {
  if (!flags_) {
    flags_.emplace();
    for (const Resource& resource : unit_.resources) {
      if (resource.type != "locals") continue;
      for (const Entry& local : resource.attributes.entries()) {
        auto all = local.value.entries();
        // `{ production = true, … }` switches an environment's own things; what else stands under that word is not meant.
        const auto is_flag = [&](const Entry& entry) {
          return entry.value.is_boolean() && entry.key.find_first_of("-_") != std::string_view::npos && !vocabulary_.word(entry.key);
        };
        const auto is_off = [](const Entry& entry) { return entry.value.is_false().yes(); };
        if (!all.empty() && std::all_of(all.begin(), all.end(), is_flag) && std::any_of(all.begin(), all.end(), is_off)) flags_->push_back(all);
      }
    }
  }
  const auto same_keys = [&](std::span<const Entry> flags) {
    return std::equal(flags.begin(), flags.end(), entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key == b.key; });
  };
  for (const auto& flags : *flags_)
    if (flags.data() != entries.data() && same_keys(flags)) return &flags;
  return nullptr;
}

std::vector<Fact> extract_facts(const Unit& unit, const Workspace& workspace, const Vocabulary& vocabulary) {
  std::vector<Fact> facts;
  FactSink sink(unit, vocabulary, facts, &workspace);
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
