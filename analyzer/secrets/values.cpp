#include "analyzer/secrets/values.h"

#include <array>
#include <cctype>
#include <cmath>
#include <string>

namespace bulkhead::secrets {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// a.b.c[0].d: an expression that was quoted by mistake, or code.
bool is_dotted_path(std::string_view value) {
  if (value.find('.') == std::string_view::npos) return false;
  bool letter_expected = true;
  for (char c : value) {
    if (letter_expected) {
      if (!std::isalpha(static_cast<unsigned char>(c)) && c != '_') return false;
      letter_expected = false;
    } else if (c == '.') {
      letter_expected = true;
    } else if (!is_word(c) && c != '[' && c != ']' && c != '-' && c != '*') {
      return false;
    }
  }
  return !letter_expected;
}

/// Someone's mail address.
bool is_mail_address(std::string_view value) {
  auto at = value.find('@');
  if (at == std::string_view::npos || at == 0 || value.find('@', at + 1) != std::string_view::npos) return false;
  auto dot = value.rfind('.');
  if (dot == std::string_view::npos || dot < at + 2 || value.size() - dot < 3) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    char c = value[i];
    bool mark = c == '.' || c == '-' || (i < at && (c == '_' || c == '+')) || i == at;
    if (!mark && !std::islower(static_cast<unsigned char>(c)) && !std::isdigit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

/// Segments of words between slashes: "/app/db-password", "team/service/api-key".
bool is_slash_path(std::string_view value) {
  if (value.find('/') == std::string_view::npos) return false;
  std::size_t digits = 0, letters = 0, upper_inside = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    char c = value[i];
    if (!is_word(c) && c != '/' && c != '-' && c != '.' && c != '@' && c != ':') return false;
    digits += std::isdigit(static_cast<unsigned char>(c)) != 0;
    letters += std::isalpha(static_cast<unsigned char>(c)) != 0;
    upper_inside += i > 0 && std::isupper(static_cast<unsigned char>(c)) && std::islower(static_cast<unsigned char>(value[i - 1]));
  }
  return letters > 2 * digits && upper_inside <= 3;
}

}  // namespace

double entropy(std::string_view text) {
  if (text.empty()) return 0;
  std::array<unsigned, 256> count{};
  for (char c : text) ++count[static_cast<unsigned char>(c)];
  double bits = 0;
  for (unsigned n : count) {
    if (n == 0) continue;
    double share = static_cast<double>(n) / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

bool is_placeholder(std::string_view value) {
  std::size_t run = 1;
  for (std::size_t i = 1; i < value.size(); ++i) {
    run = value[i] == value[i - 1] ? run + 1 : 1;
    if (run >= 5 && value[i] != '=' && (run >= 8 || run * 3 >= value.size() || value[i] == 'x' || value[i] == 'X' || value[i] == '*')) return true;
  }
  std::string low = lower(value);
  for (std::string_view part : {"changeme", "change-me", "change_me", "changeit", "change-it", "replace", "placeholder", "dummy", "redacted", "masked", "notused", "not-used",
                                "not_used", "unused", "yourpassword", "insert", "todo", "tobe", "to-be-", "to_be_", "fixme", "your-", "your_", "fill-in", "fill_in", "overrid", "not-a-real", "notreal",
                                "not_a_real", "managed-by", "managed_by", "set-by", "set_by", "xxxx", "....", "tbd", "bogus", "initial-value", "initial_value", "ignored", "_here", "-here", "default-", "default_", "managed-", "managed_", "manually", "populate"})
    if (low.find(part) != std::string::npos) return true;
  for (std::string_view whole : {"none", "null", "nil", "n/a", "na", "empty", "undefined", "unset", "fake", "mock", "sample", "example", "default", "temp", "value", "string",
                                 "secret", "token", "unknown", "test", "foo", "bar", "foobar", "xxx", "key", "apikey", "api-key", "api_key", "name", "-", "_", "same", "generated", "auto"})
    if (low == whole) return true;
  if (value.size() >= 2 && ((value.front() == '<' && value.back() == '>') || (value.front() == '[' && value.back() == ']'))) return true;
  return low.starts_with("<") && low.find('>') != std::string::npos && low.find(' ') == std::string::npos && low.size() < 60;
}

bool is_reference(std::string_view value) {
  if (value.find("${") != std::string_view::npos || value.find("$(") != std::string_view::npos || value.find("{{") != std::string_view::npos) return true;
  if (value.starts_with("$") && value.size() > 1 && (is_word(value[1]) || value[1] == '{')) {
    bool name = true;
    for (char c : value.substr(1)) name = name && is_word(c);
    if (name) return true;
  }
  if (value.starts_with("%") && value.ends_with("%")) return true;
  if (value.size() > 2 && value.front() == '{' && value.back() == '}') return true;
  if (value.starts_with("$.") || value.starts_with("$$.")) return true;      // a path into JSON
  if (value.starts_with("ssh-") || value.starts_with("ecdsa-sha2-")) return true;   // public keys
  for (std::string_view start : {"arn:", "vault:", "ref+", "ENC[", "op://", "ssm:", "file:", "!Ref", "!Sub", "!GetAtt", "secretref:", "@Microsoft.KeyVault", "resolve:", "env:", "kms:", "s3://",
                                 "gs://", "projects/", "./", "../", "~/", "sha256:", "secretKeyRef", "aws:", "gcp:", "sm://", "awssm://", "keyvault://", "secret://", "doppler://", "`"})
    if (value.starts_with(start)) return true;
  std::size_t begin = 0, end = 0;
  if (auto scheme = value.find("://"); scheme != std::string_view::npos && scheme < 24) return !url_password(value, begin, end);
  return is_dotted_path(value) || is_slash_path(value) || is_mail_address(value);
}

bool is_trivial(std::string_view value) {
  if (value.size() < 3) return true;
  std::string low = lower(value);
  for (std::string_view word : {"true", "false", "yes", "no", "on", "off", "enabled", "disabled", "optional", "required", "auto", "always", "never"})
    if (low == word) return true;
  if (value.size() < 6) {
    bool digits = true;
    for (char c : value) digits = digits && std::isdigit(static_cast<unsigned char>(c));
    return digits;
  }
  return false;
}

bool is_prose(std::string_view value) {
  std::size_t words = 0, symbols = 0;
  bool inside = false;
  for (char c : value) {
    bool letter = std::isalpha(static_cast<unsigned char>(c)) || c == '\'' || c == ',' || c == '.';
    if (letter && !inside) ++words;
    inside = letter;
    symbols += !letter && c != ' ' && c != '\n';
  }
  return words >= 3 && value.find(' ') != std::string_view::npos && symbols * 6 < value.size();
}

bool is_plain_name(std::string_view value) {
  for (char c : value)
    if (!std::islower(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != '.') return false;
  return true;
}

bool looks_generated(std::string_view value) {
  if (value.size() < 8) return false;
  std::size_t digits = 0, letters = 0, symbols = 0;
  for (char c : value) {
    auto u = static_cast<unsigned char>(c);
    if (std::isdigit(u)) ++digits;
    else if (std::isalpha(u)) ++letters;
    else if (u <= ' ' || u >= 0x7f) return false;
    else ++symbols;
  }
  double bits = entropy(value);
  if (digits == 0) return value.size() >= 20 && bits >= 3.9 && symbols * 4 < value.size() && lower(value) != value;
  if (letters == 0) return value.size() >= 20 && symbols <= 2;
  return bits >= (value.size() >= 12 ? 2.9 : 2.7) && symbols * 3 <= value.size() + 2;
}

bool url_password(std::string_view url, std::size_t& begin, std::size_t& end) {
  auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  std::size_t start = scheme + 3;
  auto stop = url.find_first_of("/?# \"'<>\\\n", start);
  std::string_view authority = url.substr(start, stop == std::string_view::npos ? stop : stop - start);
  auto at = authority.rfind('@');
  if (at == std::string_view::npos) return false;
  auto colon = authority.substr(0, at).find(':');
  if (colon == std::string_view::npos || colon + 1 >= at) return false;
  std::string_view password = authority.substr(colon + 1, at - colon - 1);
  if (password.size() < 3 || is_placeholder(password) || password.find_first_of("${}%<>*()") == 0 || password.find("${") != std::string_view::npos ||
      password.find("{{") != std::string_view::npos || password.find('%') != std::string_view::npos)
    return false;
  std::string low = lower(password);
  for (std::string_view word : {"password", "pass", "passwd", "pwd", "secret", "token"})
    if (low == word) return false;
  begin = start + colon + 1;
  end = start + at;
  return true;
}

}  // namespace bulkhead::secrets
