// Numbers as cty has them: binary floating point of 512 bits (cty's ParseNumberVal), small ones kept as 64-bit integers and doubles.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// Decimal text of a number as Terraform prints it: the fewest digits that tell it apart, no exponent, no trailing zeros.
std::string number_text(const Value& number);
/// The number that `text` writes (decimal, optional fraction and exponent, nothing around it); missing when it is none or when its
/// exponent is beyond 5,000. The text must outlive the value.
Value number_from(std::string_view text, const Origin* origin = nullptr);

enum class Arithmetic : std::uint8_t { add, subtract, multiply, divide, modulo };
/// Missing when the result is none: division by zero, or too large.
Value arithmetic(Arithmetic op, const Value& a, const Value& b, Arena& arena);
Value negated(const Value& number, Arena& arena);
/// -1, 0 or 1.
int compare_numbers(const Value& a, const Value& b);

enum class Rounding : std::uint8_t { down, up, to_zero };
Value rounded(const Value& number, Rounding rounding, Arena& arena);
bool is_whole(const Value& number);

/// A whole number in base 2 to 62, digits and lower case first.
std::string whole_text(const Value& number, int base);
/// Reads digits of `base` (2 to 62; up to 36 either case); missing when `text` is anything else. A sign may stand in front.
Value whole_from(std::string_view text, int base, Arena& arena);
/// As C's printf writes it: `verb` is e, f or g, the last digit rounded from the exact value.
std::string printed(const Value& number, char verb, int precision);

}  // namespace bulkhead::terraform
