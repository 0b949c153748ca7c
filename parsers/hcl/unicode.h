// Unicode properties that HCL's grammar needs.
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::hcl {

/// Properties of code points beyond ASCII (UAX 31), used by identifiers.
bool is_identifier_start(char32_t code_point);
bool is_identifier_continue(char32_t code_point);
/// White space as Unicode defines it (what strip markers and heredoc markers trim).
bool is_space(char32_t code_point);

/// Decodes one code point at `at` (< end). Gives its length in bytes, 0 when the bytes are not UTF-8.
int decode_utf8(const char* at, const char* end, char32_t& code_point);
void append_utf8(std::string& out, char32_t code_point);

/// `text` without leading or trailing white space.
std::string_view trim_left(std::string_view text);
std::string_view trim_right(std::string_view text);
inline std::string_view trim(std::string_view text) { return trim_left(trim_right(text)); }

}  // namespace bulkhead::hcl
