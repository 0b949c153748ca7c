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
  if (const NameStem* known = stems_.find(text)) return *known;
  return stems_.keep({std::string(text)}, stem_count_);
}

const AccountName& IdentifierTable::account(std::string_view text) {
  if (const AccountName* known = accounts_.find(text)) return *known;
  AccountName made{std::string(text), 0, names_platform(text), {}, &stem(vocabulary_.stem(text))};
  if (auto match = vocabulary_.name(text)) made.environment = match->environment;
  return accounts_.keep(std::move(made), account_count_);
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
  Shelf<Identifier>& own = shelf(kind, text);
  if (const Identifier* known = own.find(text)) return *known;
  Identifier made;
  made.kind = kind;
  made.text = text;
  read(made);
  return own.keep(std::move(made), count_);
}

const Identifier* IdentifierTable::find(IdentifierKind kind, std::string_view text) { return shelf(kind, text).find(text); }

IdentifierTable::Shelf<Identifier>& IdentifierTable::shelf(IdentifierKind kind, std::string_view text) {
  return identifiers_[static_cast<std::size_t>(kind)][std::hash<std::string_view>()(text) % kShelves];
}

const Environment* IdentifierTable::peer(std::string_view text) {
  if (const Peer* known = peers_.find(text)) return &known->environment;
  Environment named = vocabulary_.environment(text);
  if (named.tier == Tier::unknown) {
    auto match = vocabulary_.name(text);
    named = match ? match->environment : Environment{};
  }
  return &peers_.keep({std::string(text), 0, std::move(named)}, peer_count_).environment;
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
