#include "analyzer/facts/references.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "analyzer/environments/traps.h"
#include "analyzer/terraform/template_origin.h"

namespace bulkhead {
namespace {

std::optional<Environment> named(std::string_view text, const Vocabulary& vocabulary) {
  if (text.empty() || names_platform(text)) return std::nullopt;
  auto match = vocabulary.name(text);
  return match ? std::optional(match->environment) : std::nullopt;
}

void add_details(Fact& fact, std::string_view key, std::string_view mechanism, const std::optional<Environment>& peer, const Environment* environment) {
  if (environment != nullptr && environment->known()) fact.environment = *environment;
  if (!key.empty()) fact.details["key"] = std::string(key);
  if (!mechanism.empty()) fact.details["mechanism"] = std::string(mechanism);
  if (peer) fact.details["peer_environment"] = peer->name;
}

/// Snapshots carry the words of several stages ("dev-staging-db"): the own one among them is enough.
bool names_own(std::string_view identifier, const Environment* environment, const Resource& resource, const FactSink& sink) {
  const Environment& own = environment != nullptr ? *environment : resource.environment.environment.known() ? resource.environment.environment : sink.unit().environment.environment;
  for (const TokenMatch& token : sink.vocabulary().tokens(identifier))
    if (token.environment.name == own.name) return true;
  return false;
}

/// Keys under which a host name is what a thing is called, not what it talks to.
bool names_itself(std::string_view key) {
  auto words = key_words(key);
  if (words.empty()) return false;
  for (std::string_view word : {"name", "domain", "zone", "suffix", "sans", "names", "domains", "fqdn", "zones", "alias", "aliases"})
    if (words.back() == word) return words.size() < 2 || (words[words.size() - 2] != "host" && words[words.size() - 2] != "server" && words[words.size() - 2] != "dns");
  return false;
}

/// A line of a script or template that is switched off.
bool in_comment(std::string_view text, std::size_t at) {
  if (text.find('\n') == std::string_view::npos) return false;
  auto begin = text.rfind('\n', at);
  std::string_view line = text.substr(begin == std::string_view::npos ? 0 : begin + 1);
  auto start = line.find_first_not_of(" \t");
  return start != std::string_view::npos && (line[start] == '#' || line.substr(start).starts_with("//"));
}

/// `image: registry.example/app` in a document inside a text: the host is a registry's.
bool names_image(std::string_view text, std::size_t at) {
  auto line = text.substr(0, at);
  line = line.substr(line.rfind('\n') + 1);
  auto colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  auto name = line.substr(0, colon);
  name.remove_prefix(std::min(name.size(), name.find_first_not_of(" \t-\"'")));
  while (name.ends_with('"') || name.ends_with('\'')) name.remove_suffix(1);
  return name == "image" || name == "repository" || name == "registry";
}

/// Names that a cloud makes: nobody leaves production's unmarked there.
bool named_by_provider(std::string_view host) {
  for (std::string_view suffix : {".amazonaws.com", ".amazonaws.com.cn", ".azure.com", ".windows.net", ".azurewebsites.net", ".cloudfront.net", ".googleapis.com",
                                  ".run.app", ".cloudapp.azure.com", ".amazoncognito.com"})
    if (host.ends_with(suffix)) return true;
  return false;
}

/// Keys of cross-origin rules: `allowed_origins`, `CORS_ALLOW_ORIGIN`.
bool lists_origins(std::string_view key) {
  auto words = key_words(key);
  const auto has = [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
  return (has("origin") || has("origins")) && (has("allow") || has("allowed") || has("cors"));
}

FactKind stated_as(FactKind kind, IdentifierKind identifier_kind) {
  if (identifier_kind == IdentifierKind::realm) return FactKind::uses_realm;
  if (identifier_kind == IdentifierKind::secret_store) return FactKind::uses_secret_store;
  return kind;
}

}  // namespace

std::optional<Environment> environment_of_reference(std::string_view reference, const Vocabulary& vocabulary) {
  // What this unit makes is its own, whatever it is called.
  for (std::string_view own : {"aws_", "azurerm_", "google_", "kubernetes_"})
    if (reference.starts_with(own) || (reference.starts_with("module.") && reference.find("." + std::string(own)) != std::string_view::npos &&
                                       reference.find(".data." + std::string(own)) == std::string_view::npos))
      return std::nullopt;
  // The innermost quoted key is the most typed part.
  for (auto close = reference.rfind("\"]"); close != std::string_view::npos && close > 0;) {
    auto open = reference.rfind("[\"", close);
    if (open == std::string_view::npos) break;
    std::string_view key = reference.substr(open + 2, close - open - 2);
    if (names_platform(key)) return std::nullopt;
    if (auto found = named(key, vocabulary)) return found;
    if (open == 0) break;
    close = reference.rfind("\"]", open - 1);
  }
  // data.aws_vpc.prod.id, module.production.vpc_id, var.prod_account_id: the names people gave.
  std::optional<Environment> found;
  std::size_t start = 0;
  for (int part = 0; start <= reference.size() && !reference.empty(); ++part) {
    auto stop = reference.find_first_of(".[", start);
    std::string_view name = reference.substr(start, stop == std::string_view::npos ? stop : stop - start);
    if (part > 0 && name.find('"') == std::string_view::npos && !name.starts_with("aws_") && name != "environment_management" && name != "environment")
      if (auto word = named(name, vocabulary)) found = word;
    if (stop == std::string_view::npos) break;
    start = stop + 1;
  }
  return found;
}

std::optional<Environment> environment_of_unknown_parts(std::string_view text, const Vocabulary& vocabulary) {
  for (std::string_view part : unknown_parts(text))
    if (auto found = environment_of_reference(part, vocabulary)) return found;
  return std::nullopt;
}

void state_named(FactKind kind, const Value& value, std::string_view key, std::string_view mechanism, const Resource& resource, FactSink& sink,
                 const Environment* environment) {
  std::string pattern;
  std::string_view text = value.as_string();
  if (value.is_unknown()) text = pattern = recognisable_text(value);
  if (text.empty()) return;
  for (Recognised& found : recognise(text, key)) {
    if (found.form == Recognised::Form::registry || in_comment(text, found.begin)) continue;
    // The account that holds a copy is no data; a zone's or certificate's own name is no endpoint.
    if (found.kind == IdentifierKind::account && (kind == FactKind::restores_data || key.find("snapshot") != std::string_view::npos)) continue;
    if (found.kind == IdentifierKind::hostname && kind == FactKind::refers && found.form == Recognised::Form::bare && names_itself(key)) continue;
    if (found.kind == IdentifierKind::hostname && found.form == Recognised::Form::bare && names_image(text, found.begin)) continue;
    std::optional<Environment> peer;
    // A network in a configuration is most often the own one; only its key can say that it is another environment's.
    if (found.kind == IdentifierKind::cidr && kind == FactKind::refers && !found.identifier.ends_with("/32")) {
      peer = named(key, sink.vocabulary());
      if (!peer) continue;
    }
    if (found.partial) {
      peer = environment_of_unknown_parts(found.identifier, sink.vocabulary());
      if (!peer) {
        std::string known;
        for (std::size_t i = 0, end; i < found.identifier.size(); i = end + 1) {
          auto open = found.identifier.find("${", i);
          end = open == std::string::npos ? found.identifier.size() : found.identifier.find('}', open);
          known += found.identifier.substr(i, (open == std::string::npos ? found.identifier.size() : open) - i) + " ";
          if (end == std::string::npos) break;
        }
        if (!sink.vocabulary().name(known)) continue;
      }
    }
    if (found.kind == IdentifierKind::snapshot && key.find("final") != std::string_view::npos) continue;   // written, not read
    if (found.kind == IdentifierKind::snapshot && kind == FactKind::refers && key.find("snapshot") != std::string_view::npos) kind = FactKind::restores_data;
    if (found.kind == IdentifierKind::snapshot && names_own(found.identifier, environment, resource, sink)) continue;
    // In a long text, the place of the word itself.
    Value at = value;
    if (text.find('\n') != std::string_view::npos)
      at = Value::string(text.substr(found.begin, found.end - found.begin), terraform::origin_within(value, found.begin, found.end, sink.scratch()));
    Fact& fact = sink.state(stated_as(kind, found.kind), found.kind, std::move(found.identifier), resource, at);
    if (found.form == Recognised::Form::connection) fact.details["form"] = "connection";
    if (found.kind == IdentifierKind::hostname && named_by_provider(fact.identifier)) fact.details["named_by_provider"] = "yes";
    if (lists_origins(key)) fact.details["origin"] = "yes";
    add_details(fact, key, mechanism, peer, environment);
  }
}

void state_identifier(FactKind kind, IdentifierKind identifier_kind, const Value& value, std::string_view key, std::string_view mechanism, const Resource& resource, FactSink& sink,
                      const Environment* environment) {
  if (value.is_list()) {
    for (const Value& item : value.items()) state_identifier(kind, identifier_kind, item, key, mechanism, resource, sink, environment);
    return;
  }
  std::string text = value.is_number() ? to_json(value) : value.is_unknown() ? recognisable_text(value) : std::string(value.as_string());
  if (text.empty() || text == "*") return;
  std::optional<Environment> peer;
  if (value.is_unknown()) {
    peer = environment_of_unknown_parts(text, sink.vocabulary());
    if (!peer && value.unknown() != nullptr) peer = environment_of_reference(value.unknown()->reference, sink.vocabulary());
    if (!peer) return;
  }
  if (identifier_kind == IdentifierKind::snapshot && names_own(text, environment, resource, sink)) return;
  Fact& fact = sink.state(kind, identifier_kind, std::move(text), resource, value);
  add_details(fact, key, mechanism, peer, environment);
}

}  // namespace bulkhead
