#include "analyzer/secrets/assignments.h"

#include <cctype>

#include "analyzer/secrets/key_names.h"
#include "analyzer/secrets/values.h"

namespace bulkhead::secrets {
namespace {

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.'; }
bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_value(char c) { return c > ' ' && c != '"' && c != '\'' && c != '`' && c != ',' && c != ';' && c != '<' && c != '>' && c != '\\'; }

/// The identifier that ends before `at` (quotes, blanks and operator signs skipped).
std::string_view name_before(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && (is_space(text[end - 1]) || text[end - 1] == ':' || text[end - 1] == '?' || text[end - 1] == '+' || text[end - 1] == '.' || text[end - 1] == '=')) --end;
  while (end > 0 && (text[end - 1] == '"' || text[end - 1] == '\'' || text[end - 1] == '`' || text[end - 1] == ']')) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < 100 && is_name(text[begin - 1])) --begin;
  // var name string = "…", String name = …
  std::string_view name = text.substr(begin, end - begin);
  if (name == "string" || name == "String" || name == "str") return name_before(text, begin);
  return name;
}

struct Span { std::size_t begin = 0, end = 0; bool quoted = false; };

/// The literal after an operator: quoted, or up to the next blank.
Span value_after(std::string_view text, std::size_t at, bool lines) {
  while (at < text.size() && (is_space(text[at]) || text[at] == '=' || text[at] == '>' || text[at] == ':' || (lines && (text[at] == '\n' || text[at] == '\r')))) ++at;
  Span span{at, at};
  if (at < text.size() && (text[at] == '"' || text[at] == '\'' || text[at] == '`')) {
    char quote = text[at];
    span.quoted = true;
    span.begin = ++at;
    while (at < text.size() && text[at] != quote && text[at] != '\n' && at - span.begin < 400) ++at;
    if (at >= text.size() || text[at] != quote) return {};
  } else {
    while (at < text.size() && is_value(text[at]) && at - span.begin < 400) ++at;
  }
  span.end = at;
  return span;
}

/// Services whose bare name is used as a key ("cloudflare: …").
bool names_service(std::string_view name) {
  for (std::string_view service : {"cloudflare", "sourcegraph", "meraki", "datadog", "okta", "algolia", "sendbird", "snyk", "twitch", "fastly"})
    if (name == service) return true;
  return false;
}

bool literal_secret(KeyMeaning key, std::string_view value, bool quoted, std::string_view name) {
  if (value.size() < 6 || value.size() > 300 || is_placeholder(value) || is_reference(value) || is_trivial(value) || value == name) return false;
  if (value.find("EXAMPLE") != std::string_view::npos) return false;
  if (value.find_first_of("(){}[]") != std::string_view::npos && !quoted) return false;
  if (key.key_class == KeyClass::token) return looks_generated(value) && value.find(' ') == std::string_view::npos;
  if (is_prose(value) || value.find(' ') != std::string_view::npos || value.find_first_of("$%(){}<>") != std::string_view::npos) return false;
  bool digit = false, letter = false, symbol = false;
  for (char c : value) {
    auto u = static_cast<unsigned char>(c);
    if (std::isdigit(u)) digit = true;
    else if (std::isalpha(u)) letter = true;
    else symbol = true;
  }
  return letter && (digit || symbol) && (digit || quoted) && !is_plain_name(value);
}

void check(std::string_view text, std::string_view name, Span value, std::vector<Match>& out) {
  if (name.size() < 2 || value.end <= value.begin) return;
  KeyMeaning key = key_meaning(name);
  if (key.key_class == KeyClass::none && names_service(name)) key = {KeyClass::token, "token"};
  if (key.key_class == KeyClass::none) return;
  std::string_view literal = text.substr(value.begin, value.end - value.begin);
  if (!literal_secret(key, literal, value.quoted, name)) return;
  out.push_back({std::string(key.kind), static_cast<std::uint32_t>(value.begin), static_cast<std::uint32_t>(value.end)});
}

}  // namespace

void find_assignments(std::string_view text, std::vector<Match>& out) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    char c = text[i];
    if (c == '=' || c == ':') {
      if (c == ':' && text.substr(i).starts_with("://")) continue;
      if (i + 1 < text.size() && (text[i + 1] == '=' || text[i + 1] == ':')) continue;        // the last sign of ":=", "::=", "=="
      if (text[i - 1] == '!' || text[i - 1] == '<') continue;
      Span value = value_after(text, i + 1, false);
      // The end of base64 text and what follows it ("…tPw== somebody@host" of a public key).
      if (c == '=' && text[i - 1] == '=' && i > 1 && is_name(text[i - 2]) && !value.quoted) continue;
      check(text, name_before(text, i), value, out);
    } else if (c == '>' && is_name(text[i - 1])) {
      // <name>value</name>, the value perhaps on a line of its own
      std::string_view name = name_before(text, i);
      std::size_t start = static_cast<std::size_t>(name.data() - text.data());
      if (name.empty() || start == 0 || text[start - 1] != '<') continue;
      std::size_t at = i + 1;
      while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at]))) ++at;
      Span value{at, at};
      while (value.end < text.size() && is_value(text[value.end])) ++value.end;
      check(text, name, value, out);
    } else if (c == ',' && (text[i - 1] == '"' || text[i - 1] == '\'')) {
      // set("NAME", "value")
      std::string_view name = name_before(text, i);
      std::size_t start = static_cast<std::size_t>(name.data() - text.data());
      if (start >= 2 && text[start - 2] == '(') check(text, name, value_after(text, i + 1, false), out);
    }
  }
}

}  // namespace bulkhead::secrets
