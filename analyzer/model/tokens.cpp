#include "analyzer/model/tokens.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMaxText = 1024;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || is_digit(c); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// A hump starts at an upper-case letter after a lower-case one or a digit ("appProd"), and at the last letter of an upper-case
/// run that is followed by lower case ("HTTPServer").
bool hump(std::string_view text, std::size_t i) {
  if (!is_upper(text[i])) return false;
  char before = text[i - 1];
  if (is_lower(before) || is_digit(before)) return true;
  return is_upper(before) && i + 1 < text.size() && is_lower(text[i + 1]);
}

std::string token_text(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  for (char c : raw) text.push_back(lower(c));
  std::size_t letters = text.size();
  while (letters > 0 && is_digit(text[letters - 1])) --letters;
  if (letters >= 2 && text.size() - letters <= 2) text.resize(letters);
  return text;
}

}  // namespace

std::vector<Token> tokenise(std::string_view identifier) {
  identifier = identifier.substr(0, kMaxText);
  std::vector<Token> tokens;
  std::size_t i = 0;
  while (i < identifier.size()) {
    if (!is_word(identifier[i])) {
      ++i;
      continue;
    }
    std::size_t begin = i++;
    while (i < identifier.size() && is_word(identifier[i]) && !hump(identifier, i)) ++i;
    tokens.push_back({token_text(identifier.substr(begin, i - begin)), begin, i});
  }
  return tokens;
}

std::string normalised_word(std::string_view word) {
  std::string text;
  for (const Token& token : tokenise(word)) {
    if (!text.empty()) text.push_back(' ');
    text += token.text;
  }
  return text;
}

}  // namespace bulkhead
