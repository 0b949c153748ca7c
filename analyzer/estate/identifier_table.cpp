#include "analyzer/estate/identifier_table.h"

#include "analyzer/environments/traps.h"
#include "analyzer/estate/owner_index.h"

namespace bulkhead {
namespace {

/// The part of an identifier that names the thing itself; in front of it stands the store, account or service that holds it.
std::string_view telling_part(IdentifierKind kind, std::string_view identifier) {
  if (kind == IdentifierKind::state)
    if (auto slash = identifier.find('/'); slash != std::string_view::npos) return identifier.substr(slash + 1);
  if (kind == IdentifierKind::realm || kind == IdentifierKind::state_store)
    if (auto colon = identifier.find(':'); colon != std::string_view::npos) return identifier.substr(colon + 1);
  return identifier;
}

/// The name of the account in an identifier: "shop-production" of "arn:aws:iam::${…account_ids["shop-production"]}:role/x" and of the bare
/// reference. Empty where only a number, or nothing, says which account it is.
std::string_view account_name(IdentifierKind kind, std::string_view identifier) {
  if (kind == IdentifierKind::state) return identifier;
  if (kind != IdentifierKind::account && kind != IdentifierKind::principal && kind != IdentifierKind::arn) return {};
  auto open = identifier.find("${");
  if (open == std::string_view::npos) return kind == IdentifierKind::account ? identifier : std::string_view();
  std::string_view reference = identifier.substr(open + 2);
  if (auto quote = reference.rfind("[\""); quote != std::string_view::npos) {
    reference.remove_prefix(quote + 2);
    return reference.substr(0, reference.find('"'));
  }
  reference = reference.substr(0, reference.find('}'));
  auto dot = reference.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : reference.substr(dot + 1);
}

/// "app-dev.x" -> "app.x", "dev.app.x" -> "app.x", "app.dev.x" -> "app.x".
std::string without_mark(std::string_view host, const TokenMatch& mark) {
  std::size_t begin = mark.begin, end = mark.end;
  if (begin > 0 && host[begin - 1] != '/') --begin;
  else if (end < host.size()) ++end;
  std::string text(host.substr(0, begin));
  return text.append(host.substr(end));
}

}  // namespace

bool has_words(IdentifierKind kind) {
  return kind != IdentifierKind::credential && kind != IdentifierKind::cidr && kind != IdentifierKind::client;
}

const NameStem& IdentifierTable::stem(std::string_view text) {
  std::lock_guard lock(stems_.mutex);
  if (auto known = stems_.known.find(text); known != stems_.known.end()) return *known->second;
  const NameStem& made = stems_.things.emplace_back(NameStem{std::string(text), stem_count_++});
  stems_.known.emplace(made.text, &made);
  return made;
}

const AccountName& IdentifierTable::account(std::string_view text) {
  {
    std::lock_guard lock(accounts_.mutex);
    if (auto known = accounts_.known.find(text); known != accounts_.known.end()) return *known->second;
  }
  AccountName made{std::string(text), 0, names_platform(text), {}, &stem(vocabulary_.stem(text))};
  if (auto match = vocabulary_.name(text)) made.environment = match->environment;
  std::lock_guard lock(accounts_.mutex);
  if (auto known = accounts_.known.find(text); known != accounts_.known.end()) return *known->second;
  made.number = account_count_++;
  const AccountName& kept = accounts_.things.emplace_back(std::move(made));
  accounts_.known.emplace(kept.text, &kept);
  return kept;
}

void IdentifierTable::read_words(Identifier& identifier) {
  std::string_view text = identifier.text;
  if (identifier.kind == IdentifierKind::environment_name) {
    Environment environment = vocabulary_.environment(text);
    if (environment.tier != Tier::unknown) {
      identifier.environment = environment;
      identifier.stem = &stem({});
    }
    return;
  }
  auto part = telling_part(identifier.kind, text);
  auto match = vocabulary_.name(part);
  if (!match && part.size() != text.size()) match = vocabulary_.name(part = text);
  if (!match) return;
  identifier.environment = match->environment;
  identifier.stem = &stem(vocabulary_.stem(part));
  if (identifier.kind != IdentifierKind::hostname) return;
  if (auto mark = vocabulary_.name(text)) identifier.unmarked = without_mark(text, *mark);
}

void IdentifierTable::read(Identifier& identifier) {
  identifier.partial = is_partial(identifier.text);
  if (identifier.kind == IdentifierKind::cidr) identifier.range = parse_cidr(identifier.text);
  if (has_words(identifier.kind)) read_words(identifier);
  if (auto name = account_name(identifier.kind, identifier.text); !name.empty()) identifier.account = &account(name);
  switch (identifier.kind) {
    case IdentifierKind::arn:
    case IdentifierKind::principal:
    case IdentifierKind::snapshot:
      if (auto id = account_of(identifier.text); !id.empty()) identifier.owner_account = &get(IdentifierKind::account, id);
      break;
    default: break;
  }
}

const Identifier& IdentifierTable::get(IdentifierKind kind, std::string_view text) {
  Shelf<Identifier>& shelf = identifiers_[static_cast<std::size_t>(kind)][std::hash<std::string_view>()(text) % kShelves];
  {
    std::lock_guard lock(shelf.mutex);
    if (auto known = shelf.known.find(text); known != shelf.known.end()) return *known->second;
  }
  Identifier made;
  made.kind = kind;
  made.text = text;
  read(made);
  std::lock_guard lock(shelf.mutex);
  if (auto known = shelf.known.find(text); known != shelf.known.end()) return *known->second;
  made.number = count_++;
  const Identifier& kept = shelf.things.emplace_back(std::move(made));
  shelf.known.emplace(kept.text, &kept);
  return kept;
}

const Identifier* IdentifierTable::find(IdentifierKind kind, std::string_view text) const {
  const Shelf<Identifier>& shelf = identifiers_[static_cast<std::size_t>(kind)][std::hash<std::string_view>()(text) % kShelves];
  std::lock_guard lock(shelf.mutex);
  auto known = shelf.known.find(text);
  return known == shelf.known.end() ? nullptr : known->second;
}

const Environment* IdentifierTable::peer(std::string_view text) {
  std::lock_guard lock(peers_.mutex);
  auto known = peers_.known.find(text);
  if (known == peers_.known.end()) {
    Environment named = vocabulary_.environment(text);
    if (named.tier == Tier::unknown) {
      auto match = vocabulary_.name(text);
      named = match ? match->environment : Environment{};
    }
    const auto& kept = peers_.things.emplace_back(std::string(text), std::move(named));
    known = peers_.known.emplace(kept.first, &kept).first;
  }
  return &known->second->second;
}

StatedFact IdentifierTable::state(const Fact& fact) {
  StatedFact out{&fact, &get(fact.identifier_kind, fact.identifier), nullptr};
  if (auto named = fact.details.find("peer_environment"); named != fact.details.end()) out.peer = peer(named->second);
  return out;
}

FactSet::Stated IdentifierTable::state(const std::vector<Fact>& facts) {
  FactSet::Stated out;
  out.reserve(facts.size());
  for (const Fact& fact : facts) out.push_back(state(fact));
  return out;
}

}  // namespace bulkhead
