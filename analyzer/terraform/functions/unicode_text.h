// Letters and characters of UTF-8 text, by the Unicode tables of utf8proc.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::terraform {

/// Simple case mapping, letter by letter, as Go's strings.ToLower and ToUpper.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
/// The first letter of every word in title case.
std::string to_title(std::string_view text);

/// False when the text is certainly in normal form C; cheap.
bool may_change_under_nfc(std::string_view text);
/// Normal form C, which every string of cty has. Text that is not UTF-8 is kept.
std::string normalised(std::string_view text);

/// Code points, each as the view of its bytes. A byte that is not UTF-8 is a character of its own.
std::vector<std::string_view> characters(std::string_view text);
/// Extended grapheme clusters (Unicode annex 29).
std::vector<std::string_view> clusters(std::string_view text);

}  // namespace bulkhead::terraform
