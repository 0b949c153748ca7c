#include "analyzer/facts/recognise_text.h"

#include <cctype>

namespace bulkhead {
namespace recognisers {
namespace {

bool is_separator(char c) {
  switch (c) {
    case ' ': case '\t': case '\n': case '\r': case '"': case '\'': case '`': case ',': case ';': case '<': case '>': case '|':
    case '(': case ')': case '[': case ']': case '{': case '}': case '\\': return true;
    default: return false;
  }
}

bool is_key_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.' || c == '$'; }

/// Cuts "NAME=" in front of a value (not the query of a URL), once.
void cut_assignment(Word& word) {
  auto equals = word.text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 > word.text.size()) return;
  for (char c : word.text.substr(0, equals))
    if (!is_key_char(c)) return;
  word.key = word.text.substr(0, equals);
  word.text.remove_prefix(equals + 1);
  word.begin += equals + 1;
}

}  // namespace

std::size_t unknown_part_length(std::string_view text) {
  if (!text.starts_with("${")) return 0;
  // References are short; the bound keeps a row of "${" from being read again and again.
  text = text.substr(0, 1024);
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\n') return 0;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) return i + 1;
  }
  return 0;
}

std::vector<Word> split_words(std::string_view text, std::string_view key) {
  std::vector<Word> words;
  std::string_view pending;                        // "Server = host": the name before a lone '='
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && is_separator(text[i])) ++i;
    std::size_t begin = i;
    while (i < text.size() && !is_separator(text[i])) {
      auto skip = unknown_part_length(text.substr(i));
      i += skip ? skip : 1;
    }
    if (i == begin) continue;
    Word word{text.substr(begin, i - begin), begin, key};
    if (word.text == "=") { if (!words.empty()) { pending = words.back().text; } continue; }
    cut_assignment(word);
    if (!pending.empty()) { word.key = pending; pending = {}; }
    if (!word.text.empty()) words.push_back(word);
    if (words.size() > 4096) break;                // a document, not a value
  }
  return words;
}

std::optional<Url> parse_url(std::string_view text) {
  while (true) {
    if (text.starts_with("jdbc:") || text.starts_with("JDBC:")) text.remove_prefix(5);
    else if (text.starts_with("r2dbc:")) text.remove_prefix(6);
    else break;
  }
  auto mark = text.find("://");
  if (mark == std::string_view::npos || mark == 0) return std::nullopt;
  Url url;
  url.scheme = text.substr(0, mark);
  for (char c : url.scheme)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '-' && c != '.' && c != ':') return std::nullopt;
  std::string_view rest = text.substr(mark + 3);
  std::size_t stop = 0;
  while (stop < rest.size() && rest[stop] != '/' && rest[stop] != '?' && rest[stop] != '#' && rest[stop] != ';') {
    auto skip = unknown_part_length(rest.substr(stop));
    stop += skip ? skip : 1;
  }
  std::string_view authority = rest.substr(0, stop);
  rest.remove_prefix(stop);
  if (rest.starts_with('/')) {
    auto question = rest.find_first_of("?#");
    url.path = rest.substr(0, question);
    if (question != std::string_view::npos) url.query = rest.substr(question + 1);
  } else if (!rest.empty()) {
    url.query = rest.substr(1);
  }
  if (auto at = authority.rfind('@'); at != std::string_view::npos) {
    url.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  auto colon = authority.rfind(':');
  if (colon != std::string_view::npos && all_digits(authority.substr(colon + 1))) {
    url.port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  } else if (colon != std::string_view::npos && authority.substr(colon + 1).starts_with("${")) {
    authority = authority.substr(0, colon);
  }
  url.host = authority;
  return url;
}

bool all_digits(std::string_view text) {
  if (text.empty()) return false;
  for (char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !std::isxdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool contains_word(const KeyWords& words, std::string_view word) { return words.has(word); }

}  // namespace recognisers

std::vector<std::string_view> unknown_parts(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < text.size();) {
    auto length = recognisers::unknown_part_length(text.substr(i));
    if (length == 0) { ++i; continue; }
    parts.push_back(text.substr(i + 2, length - 3));
    i += length;
  }
  return parts;
}

std::optional<std::string> normalise_cidr(std::string_view text) {
  std::uint32_t address = 0;
  std::size_t i = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (i >= text.size() || text[i++] != '.')) return std::nullopt;
    std::size_t start = i;
    unsigned value = 0;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9' && i - start < 4) value = value * 10 + static_cast<unsigned>(text[i++] - '0');
    if (i == start || i - start > 3 || value > 255) return std::nullopt;
    address = address << 8 | value;
  }
  unsigned bits = 32;
  if (i < text.size()) {
    if (text[i++] != '/' || i >= text.size() || text.size() - i > 2) return std::nullopt;
    bits = 0;
    for (; i < text.size(); ++i) {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      bits = bits * 10 + static_cast<unsigned>(text[i] - '0');
    }
    if (bits > 32) return std::nullopt;
  }
  address = bits == 0 ? 0 : address & (0xffffffffu << (32 - bits));
  return std::to_string(address >> 24) + '.' + std::to_string(address >> 16 & 255) + '.' + std::to_string(address >> 8 & 255) + '.' +
         std::to_string(address & 255) + '/' + std::to_string(bits);
}

}  // namespace bulkhead
