// Identifiers -> tokens, as RULES 3.3 "Tokenisation" says.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead {

/// One part of an identifier. `text` is lower case with a suffix of one or two digits taken off words of two or more letters
/// ("test2" -> "test"); the range covers the whole token in the text searched.
struct Token {
  std::string text;
  std::size_t begin = 0, end = 0;
};

/// Splits on everything that is no letter or digit, and at camelCase humps. Reads at most the first kilobyte: longer text is no
/// identifier.
std::vector<Token> tokenise(std::string_view identifier);

/// "Pre-Prod", "preProd" -> "pre prod": the tokens with one space between them.
std::string normalised_word(std::string_view word);

}  // namespace bulkhead
