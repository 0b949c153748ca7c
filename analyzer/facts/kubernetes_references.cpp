// Endpoints, login realms and OAuth clients in the settings of Kubernetes objects.
#include <algorithm>
#include <map>

#include "analyzer/facts/families.h"
#include "analyzer/facts/kubernetes_object.h"
#include "analyzer/facts/recognise.h"
#include "analyzer/facts/references.h"

namespace bulkhead::facts {
namespace {

bool has(const KeyWords& words, std::string_view word) { return words.has(word); }

/// A realm's plain name beside the address of its server: KEYCLOAK_URL and KEYCLOAK_REALM.
bool names_realm(const KeyWords& words, std::string_view text) {
  return !words.empty() && words.back() == "realm" && !text.empty() && text.size() <= 64 && text.find_first_of(" ./:${}<>") == std::string_view::npos;
}
bool names_login_server(const KeyWords& words) {
  bool login = has(words, "keycloak") || has(words, "kc") || has(words, "sso") || (has(words, "auth") && has(words, "server"));
  return login && (has(words, "url") || has(words, "server") || has(words, "host") || has(words, "hostname") || has(words, "uri"));
}
bool names_client(const KeyWords& words) {
  return words.size() >= 2 && ((words.back() == "id" && words[words.size() - 2] == "client") || words.back() == "clientid");
}

/// Long, with digits: made by a login server, so the same text is the same client wherever its realm is.
bool is_opaque(std::string_view id) {
  return id.size() >= 16 && std::count_if(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 3;
}

/// What the settings of one program say of its login.
struct Login {
  std::string realm;         // the only realm named; empty when there is none or more than one
  bool several = false;
  std::string server_host;   // of a login server named without realm
};

std::map<std::size_t, Login> read_logins(const Resource& resource) {
  std::map<std::size_t, Login> logins;
  for_each_setting(resource, [&](const Setting& setting) {
    Login& login = logins[setting.group];
    bool server = names_login_server(key_words(setting.key));
    for (const Recognised& found : recognise(setting.value.as_string(), setting.key)) {
      if (found.partial) continue;
      if (found.kind == IdentifierKind::realm) {
        login.several = login.several || (!login.realm.empty() && login.realm != found.identifier);
        login.realm = found.identifier;
      } else if (server && found.kind == IdentifierKind::hostname) {
        login.server_host = found.identifier;
      }
    }
  });
  return logins;
}

void state_client(const Setting& setting, const Login& login, const Resource& resource, FactSink& sink) {
  std::string_view id = setting.value.as_string();
  if (id.size() < 3 || id.size() > 200 || id.find_first_of(" ${}<>/") != std::string_view::npos) return;
  bool realm_known = !login.realm.empty() && !login.several;
  if (!realm_known && !is_opaque(id)) return;   // every environment may have a client of that name in a realm of its own
  std::string identifier = realm_known ? login.realm + "|" + std::string(id) : std::string(id);
  Fact& fact = sink.state(FactKind::uses_client, IdentifierKind::client, std::move(identifier), resource, setting.value);
  fact.details["key"] = std::string(setting.key);
  fact.details["display"] = std::string(id);
  if (!realm_known) fact.details["possible"] = "true";
}

}  // namespace

void kubernetes_references(const Resource& resource, FactSink& sink) {
  std::map<std::size_t, Login> logins = read_logins(resource);
  for_each_setting(resource, [&](const Setting& setting) {
    std::string_view text = setting.value.as_string();
    if (text.empty()) return;
    auto words = key_words(setting.key);
    Login& login = logins[setting.group];
    if (names_realm(words, text) && !login.server_host.empty()) {
      login.realm = "keycloak:" + login.server_host + "/" + std::string(text);
      Fact& fact = sink.state(FactKind::uses_realm, IdentifierKind::realm, login.realm, resource, setting.value);
      fact.details["key"] = std::string(setting.key);
    }
    if (names_client(words)) state_client(setting, login, resource, sink);
    state_named(FactKind::refers, setting.value, setting.key, setting.place, resource, sink);
  });
}

}  // namespace bulkhead::facts
