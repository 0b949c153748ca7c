// Unicode classes as Go's `unicode` package has them, as far as Dockerfiles need them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace bulkhead::dockerfile {

/// One code point of UTF-8 text; an invalid byte is U+FFFD of width one.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t width = 0;
};

CodePoint decode(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t value);

bool is_space(char32_t c);
/// Letters may stand in variable names. Outside ASCII: everything that is not known as punctuation, symbol or space.
bool is_letter(char32_t c);
inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
/// Blanks that separate words of most instructions: tab, vertical tab, form feed, carriage return, space.
inline bool is_separator(char c) { return c == '\t' || c == '\v' || c == '\f' || c == '\r' || c == ' '; }

std::string_view trim_left(std::string_view text);
std::string_view trim(std::string_view text);

}  // namespace bulkhead::dockerfile
