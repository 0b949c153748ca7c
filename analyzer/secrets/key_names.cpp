#include "analyzer/secrets/key_names.h"

#include <cctype>
#include <span>

#include "analyzer/model/memo.h"

namespace bulkhead {

namespace {

KeyWords split(std::string_view key) {
  std::vector<std::string> words;
  std::string word;
  auto is = [&](std::size_t i, auto test) { return i < key.size() && test(key[i]); };
  // The C library's tests ask for the locale; keys are ASCII.
  auto isupper = [](char c) { return c >= 'A' && c <= 'Z'; };
  auto islower = [](char c) { return c >= 'a' && c <= 'z'; };
  auto isdigit = [](char c) { return c >= '0' && c <= '9'; };
  auto isalnum = [&](char c) { return isupper(c) || islower(c) || isdigit(c); };
  auto flush = [&] { if (!word.empty()) words.push_back(std::move(word)); word.clear(); };
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (!is(i, isalnum)) { flush(); continue; }
    bool after_lower = i > 0 && (is(i - 1, islower) || is(i - 1, isdigit));
    bool last_of_acronym = i > 0 && is(i - 1, isupper) && is(i + 1, islower);
    if (is(i, isupper) && (after_lower || last_of_acronym)) flush();
    word += isupper(key[i]) ? static_cast<char>(key[i] - 'A' + 'a') : key[i];
  }
  flush();
  return KeyWords(std::move(words));
}

}  // namespace

KeyWords key_words(std::string_view key) {
  thread_local Memo<KeyWords> known(50'000);
  return known.get(key, split);
}

namespace secrets {
namespace {

struct Term { std::string_view first, second; KeyClass key_class; std::string_view kind; };

/// One word, or two neighbours, that make a key a secret.
constexpr Term kTerms[] = {
    {"password", "", KeyClass::password, "password"}, {"passwd", "", KeyClass::password, "password"}, {"passwort", "", KeyClass::password, "password"},
    {"pwd", "", KeyClass::password, "password"}, {"passphrase", "", KeyClass::password, "password"}, {"passcode", "", KeyClass::password, "password"},
    {"pass", "", KeyClass::password, "password"}, {"pw", "", KeyClass::password, "password"}, {"psk", "", KeyClass::password, "password"},
    {"secret", "", KeyClass::token, "secret"}, {"token", "", KeyClass::token, "token"}, {"apikey", "", KeyClass::token, "api-key"},
    {"credential", "", KeyClass::token, "credential"}, {"credentials", "", KeyClass::token, "credential"}, {"creds", "", KeyClass::token, "credential"},
    {"api", "key", KeyClass::token, "api-key"}, {"access", "key", KeyClass::token, "access-key"}, {"secret", "key", KeyClass::token, "secret-key"},
    {"private", "key", KeyClass::token, "private-key"}, {"auth", "key", KeyClass::token, "api-key"}, {"encryption", "key", KeyClass::token, "encryption-key"},
    {"signing", "key", KeyClass::token, "signing-key"}, {"account", "key", KeyClass::token, "access-key"}, {"storage", "key", KeyClass::token, "access-key"},
    {"license", "key", KeyClass::token, "license-key"}, {"shared", "key", KeyClass::password, "shared-key"}, {"preshared", "key", KeyClass::password, "shared-key"},
    {"master", "key", KeyClass::token, "master-key"}, {"app", "key", KeyClass::token, "api-key"}, {"integration", "key", KeyClass::token, "api-key"},
    {"insert", "key", KeyClass::token, "api-key"}, {"session", "cookie", KeyClass::token, "session-cookie"}, {"auth", "header", KeyClass::token, "token"},
    {"connection", "string", KeyClass::token, "connection-string"}, {"token", "key", KeyClass::token, "token"}, {"auth", "user", KeyClass::token, "credential"},
    {"pub", "key", KeyClass::token, "api-key"}, {"fernet", "key", KeyClass::token, "encryption-key"}, {"jwt", "", KeyClass::token, "token"},
    {"webhook", "url", KeyClass::none, ""},
};

/// Written together: "dbpassword", "accesskey", "authtoken".
constexpr Term kEndings[] = {
    {"password", "", KeyClass::password, "password"}, {"passwd", "", KeyClass::password, "password"}, {"passphrase", "", KeyClass::password, "password"},
    {"pwd", "", KeyClass::password, "password"}, {"userpass", "", KeyClass::password, "password"}, {"apikey", "", KeyClass::token, "api-key"},
    {"accesskey", "", KeyClass::token, "access-key"}, {"secretkey", "", KeyClass::token, "secret-key"}, {"privatekey", "", KeyClass::token, "private-key"},
    {"clientsecret", "", KeyClass::token, "secret"}, {"token", "", KeyClass::token, "token"}, {"connectionstring", "", KeyClass::token, "connection-string"},
};

/// After the secret word these say that the value is not it.
constexpr std::string_view kAbout[] = {
    "name", "names", "id", "ids", "arn", "arns", "path", "paths", "file", "files", "filename", "length", "len", "size", "policy", "url", "uri", "urls",
    "endpoint", "endpoints", "ttl", "expiry", "expiration", "expires", "expire", "age", "type", "types", "version", "versions", "ref", "refs", "reference",
    "algorithm", "algo", "enabled", "enable", "disabled", "required", "rotation", "rotate", "count", "days", "hours", "minutes", "seconds", "lifetime",
    "duration", "timeout", "format", "field", "header", "provider", "store", "manager", "engine", "mount", "role", "username", "validation", "validity", "regex",
    "pattern", "class", "parameter", "parameters", "param", "prefix", "suffix", "location", "dir", "directory", "bucket", "group", "owner", "label", "labels",
    "title", "description", "min", "max", "minimum", "maximum", "complexity", "history", "reuse", "fingerprint", "checksum", "alias", "scope", "scopes",
    "audience", "issuer", "service", "config", "configuration", "source", "kms", "hint", "prompt", "message", "mode", "method", "option", "options", "last",
    "changed", "reset", "requirements", "recovery", "window", "keys", "binding", "bindings", "usage", "use", "attribute", "attributes", "template", "placeholder",
    "pool", "domain", "region", "host", "hostname", "port", "server", "schema", "table", "column", "identifier", "selector", "annotation", "annotations", "namespace",
    "resolver", "generator", "create", "created", "updated", "link", "properties", "props", "settings", "spec", "status", "state", "mapping", "map",
    "authentication", "auth", "login", "grant", "flow", "vault", "output", "outputs", "input", "list", "access", "set", "tags", "ssm", "exists", "special", "override", "report", "reports",
};

/// Anywhere in the key these say that the value is public or a switch.
constexpr std::string_view kNever[] = {"public", "enable", "disable", "allow", "use", "is", "has", "require", "requires", "manage", "create", "generate", "no",
                                       "skip", "rotate", "placeholder", "max", "min", "dummy", "csrf", "next", "continuation", "pagination", "partition"};

bool in(std::string_view word, std::span<const std::string_view> list) {
  for (std::string_view item : list)
    if (item == word) return true;
  return false;
}

std::string_view without_digits(std::string_view word) {
  while (word.size() > 3 && std::isdigit(static_cast<unsigned char>(word.back()))) word.remove_suffix(1);
  return word;
}

/// The term that ends at words[i], the longer one first; null when there is none.
const Term* term_at(const KeyWords& words, std::size_t i) {
  std::string_view word = without_digits(words[i]);
  if (i > 0)
    for (const Term& term : kTerms)
      if (!term.second.empty() && term.second == word && term.first == words[i - 1]) return &term;
  for (const Term& term : kTerms)
    if (term.second.empty() && term.first == word) return &term;
  for (const Term& term : kEndings)
    if (word.ends_with(term.first)) return &term;
  return nullptr;
}

}  // namespace

namespace {

KeyMeaning compute_meaning(std::string_view key) {
  auto words = key_words(key);
  for (const std::string& word : words)
    if (in(word, kNever)) return {};
  const Term* found = nullptr;
  std::size_t where = 0;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (const Term* term = term_at(words, i)) { found = term; where = i; }
  if (found == nullptr || found->key_class == KeyClass::none) return {};
  for (std::size_t i = where + 1; i < words.size(); ++i)
    if (in(without_digits(words[i]), kAbout)) return {};
  // "pass" and "pw" are words of their own elsewhere ("pass_role"): last only.
  if ((found->first == "pass" || found->first == "pw") && where + 1 != words.size()) return {};
  return {found->key_class, found->kind};
}

}  // namespace

KeyMeaning key_meaning(std::string_view key) {
  if (key.empty() || key.size() > 200 || key.find(':') != std::string_view::npos) return {};   // "token.issuer.example:sub": a condition key
  thread_local Memo<KeyMeaning> known(50'000);
  return known.get(key, compute_meaning);
}

bool harmless_entry(std::string_view key) {
  static constexpr std::string_view kPlain[] = {"user", "username", "host", "hostname", "port", "url", "uri", "endpoint", "name", "database", "db", "dbname",
                                                "region", "crt", "cert", "certificate", "ca", "email", "type", "login", "admin", "namespace", "bucket", "address",
                                                "domain", "server", "version", "enabled", "mode", "role", "id", "engine", "schema", "project", "provider", "insecure",
                                                "repository", "path", "file", "yaml", "yml", "json", "conf", "config", "ini", "properties", "xml", "sh"};
  for (const std::string& word : key_words(key))
    if (in(word, kPlain)) return true;
  return false;
}

}  // namespace secrets
}  // namespace bulkhead
