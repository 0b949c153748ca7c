// Tokens of the Common Expression Language (cel-spec, "Lexis").
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::cel {

enum class TokenKind : unsigned char { identifier, integer, decimal, string, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;            // identifier or symbol; decoded text of a string
  std::int64_t integer = 0;
  double decimal = 0;
  std::uint32_t at = 0;        // byte offset in the expression
};

/// What is wrong with an expression, and at which byte.
struct SyntaxError {
  std::string message;         // empty: none
  std::uint32_t at = 0;
};

/// All tokens, the last one of kind `end`. Stops at the first error.
std::vector<Token> tokenize(std::string_view text, SyntaxError& error);

}  // namespace bulkhead::cel
