// Login realms: who knows the users. Names of realms are "<server kind>:<what tells it from others>".
#include <cctype>

#include "analyzer/facts/recognise_text.h"

namespace bulkhead::recognisers {
namespace {

std::string_view path_segment(std::string_view path, std::size_t index) {
  for (std::size_t i = 0;; ++i) {
    if (path.starts_with('/')) path.remove_prefix(1);
    auto slash = path.find('/');
    if (i == index) return path.substr(0, slash);
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash);
  }
}

/// Entra tenants that mean "any": they name no realm.
bool multi_tenant(std::string_view tenant) {
  return tenant == "common" || tenant == "organizations" || tenant == "consumers" || tenant == "v2.0" || tenant == "oauth2";
}

bool entra(std::string_view host, std::string_view path, Found& found) {
  bool login = host == "login.microsoftonline.com" || host == "login.microsoftonline.us" || host == "login.windows.net" ||
               host == "sts.windows.net" || host == "login.partner.microsoftonline.cn" || host == "login.microsoft.com";
  if (login) {
    std::string tenant = lower(path_segment(path, 0));
    if (is_uuid(tenant) || tenant.find('.') != std::string::npos || has_unknown(tenant))
      if (!multi_tenant(tenant)) found.add(IdentifierKind::realm, "entra:" + tenant);
    return true;
  }
  if (host.ends_with(".b2clogin.com") || host.ends_with(".ciamlogin.com")) {
    found.add(IdentifierKind::realm, "entra:" + std::string(host.substr(0, host.find('.'))) + ".onmicrosoft.com");
    return true;
  }
  return false;
}

bool cognito(std::string_view host, std::string_view path, Found& found) {
  if (host.ends_with(".amazoncognito.com")) {
    auto auth = host.find(".auth.");
    if (auth != std::string_view::npos) found.add(IdentifierKind::realm, "cognito:" + std::string(host.substr(0, auth)));
    return true;
  }
  if (host.starts_with("cognito-idp.") && host.find(".amazonaws.com") != std::string_view::npos) {
    std::string_view pool = path_segment(path, 0);
    if (pool.find('_') != std::string_view::npos || has_unknown(pool)) found.add(IdentifierKind::realm, "cognito:" + std::string(pool));
    return true;
  }
  return false;
}

bool okta_or_auth0(std::string_view host, std::string_view path, Found& found) {
  if (host.ends_with(".auth0.com")) {
    found.add(IdentifierKind::realm, "auth0:" + std::string(host));
    return true;
  }
  for (std::string_view suffix : {".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com"}) {
    if (!host.ends_with(suffix)) continue;
    std::string realm = "okta:" + std::string(host);
    std::string_view server = path_segment(path, 1);
    if (path_segment(path, 0) == "oauth2" && !server.empty() && server != "v1") realm += "/" + std::string(server);
    found.add(IdentifierKind::realm, realm);
    return true;
  }
  return false;
}

bool keycloak(std::string_view host, std::string_view path, Found& found) {
  auto mark = path.find("/realms/");
  if (mark == std::string_view::npos) return false;
  std::string_view realm = path.substr(mark + 8);
  realm = realm.substr(0, realm.find_first_of("/?#"));
  if (realm.empty()) return false;
  found.add(IdentifierKind::realm, "keycloak:" + std::string(host) + "/" + std::string(realm));
  return true;
}

/// Identity providers that everybody shares: naming them separates nobody.
bool public_provider(std::string_view host) {
  return host == "accounts.google.com" || host == "token.actions.githubusercontent.com" || host == "github.com" || host == "gitlab.com" ||
         host == "www.facebook.com" || host == "appleid.apple.com" || host.starts_with("oidc.eks.") || host == "oauth2.googleapis.com" ||
         host == "www.googleapis.com" || host == "kubernetes.default.svc" || host.starts_with("kubernetes.default.svc.");
}

bool issuer_key(const KeyWords& words) {
  bool issuer = contains_word(words, "issuer") || contains_word(words, "oidc") || contains_word(words, "saml") || contains_word(words, "idp") ||
                contains_word(words, "authority") || contains_word(words, "sso");
  return issuer && !contains_word(words, "redirect") && !contains_word(words, "callback") && !contains_word(words, "logout") &&
         !contains_word(words, "cluster") && !contains_word(words, "acs");
}

/// A domain that users log in to, by the key that holds it.
bool directory_key(const KeyWords& words, std::string_view value) {
  if (!contains_word(words, "domain") && !contains_word(words, "realm") && !contains_word(words, "directory")) return false;
  for (std::string_view other : {"cookie", "cert", "certificate", "hosted", "zone", "cognito", "email", "mail", "ses", "custom", "controller",
                                 "controllers", "ip", "ips", "dns", "base", "public", "validation", "cloudfront", "prefix", "id", "group", "user", "secret",
                                 "account", "password", "username", "ou"})
    if (contains_word(words, other)) return false;
  for (std::string_view ad : {"ad", "active", "directory", "kerberos", "krb5", "adds", "trust", "trusted", "join", "forest", "ldap", "netbios"})
    if (contains_word(words, ad)) return true;
  if (!words.empty() && words.back() == "realm") return true;
  if (words.size() > 3 || words.empty() || words.front() != "domain") return false;
  // domain-name, domain_name: a private directory name, not a public zone.
  for (std::string_view suffix : {".root", ".local", ".ad", ".corp", ".lan", ".adds"})
    if (value.ends_with(suffix)) return true;
  return value.starts_with("ad.") || value.find(".ad.") != std::string_view::npos;
}

}  // namespace

bool recognise_login(const Word& word, std::string_view host, std::string_view path, Recognised::Form form, std::vector<Recognised>& out) {
  Found found(out, word, form);
  if (entra(host, path, found) || cognito(host, path, found) || okta_or_auth0(host, path, found)) return true;
  if (public_provider(host)) return true;
  if (keycloak(host, path, found)) return true;
  auto words = key_words(word.key);
  if (form == Recognised::Form::url && issuer_key(words)) {
    found.add(IdentifierKind::realm, (contains_word(words, "saml") ? "saml:" : "oidc:") + std::string(host) + std::string(path == "/" ? "" : path));
    return false;                                  // the host is an endpoint as well
  }
  if (contains_word(words, "auth0") && contains_word(words, "domain") && host.find('.') != std::string_view::npos) {
    found.add(IdentifierKind::realm, "auth0:" + std::string(host));
    return true;
  }
  return false;
}

bool recognise_typed(const Word& word, std::vector<Recognised>& out) {
  if (word.key.empty() || word.text.size() > 255) return false;
  auto words = key_words(word.key);
  Found found(out, word, Recognised::Form::bare);
  std::string text = lower(word.text);
  bool tenant = contains_word(words, "tenant") || contains_word(words, "tenantid");
  if (is_uuid(text)) {
    if (tenant || (contains_word(words, "directory") && contains_word(words, "id"))) found.add(IdentifierKind::realm, "entra:" + text);
    else if (contains_word(words, "subscription")) found.add(IdentifierKind::account, text);
    return true;
  }
  if (tenant && text.ends_with(".onmicrosoft.com")) {
    found.add(IdentifierKind::realm, "entra:" + text);
    return true;
  }
  if (text.size() == 12 && all_digits(text)) {
    for (std::string_view hint : {"account", "accounts", "acct", "owner", "owners", "principal", "principals", "aws"})
      if (contains_word(words, hint)) { found.add(IdentifierKind::account, text); break; }
    return true;
  }
  bool pool = contains_word(words, "pool") || contains_word(words, "cognito") || contains_word(words, "userpool");
  if (pool && text.find('_') != std::string::npos && (text.starts_with("eu-") || text.starts_with("us-") || text.starts_with("ap-") ||
                                                      text.starts_with("ca-") || text.starts_with("sa-") || text.starts_with("af-") || text.starts_with("me-"))) {
    found.add(IdentifierKind::realm, "cognito:" + std::string(word.text));
    return true;
  }
  std::string host = text.find('.') == std::string::npos ? std::string() : normalise_hostname(text);
  if (!host.empty() && directory_key(words, host) && !normalise_cidr(host)) {
    found.add(IdentifierKind::realm, "ad:" + host);
    return true;
  }
  if (!host.empty() && words.size() <= 4 && !words.empty() && (words.back() == "hd" || (contains_word(words, "hosted") && contains_word(words, "domain")))) {
    found.add(IdentifierKind::realm, "google:" + host);
    return true;
  }
  return false;
}

void recognise_directory_names(std::string_view text, std::vector<Recognised>& out) {
  std::string low = lower(text);
  for (std::size_t at = low.find("dc="); at != std::string::npos; at = low.find("dc=", at)) {
    bool boundary = at == 0 || !std::isalnum(static_cast<unsigned char>(low[at - 1]));
    std::size_t begin = at;
    std::string name;
    while (low.compare(at, 3, "dc=") == 0) {
      std::size_t stop = at + 3;
      while (stop < low.size() && (std::isalnum(static_cast<unsigned char>(low[stop])) || low[stop] == '-')) ++stop;
      if (stop == at + 3) break;
      name += (name.empty() ? "" : ",") + low.substr(at, stop - at);
      at = stop;
      if (at + 1 < low.size() && low[at] == ',') {
        std::size_t next = at + 1;
        while (next < low.size() && low[next] == ' ') ++next;
        if (low.compare(next, 3, "dc=") != 0) break;
        at = next;
      }
    }
    if (boundary && name.find(',') != std::string::npos) out.push_back({IdentifierKind::realm, "ldap:" + name, begin, at, Recognised::Form::bare, false});
    if (at == begin) at += 3;
  }
}

}  // namespace bulkhead::recognisers
