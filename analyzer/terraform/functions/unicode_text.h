// Letters and characters of UTF-8 text.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::terraform {

/// Simple case mapping for the Latin, Greek, Cyrillic and Armenian scripts; other text is kept.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
/// The first letter of every word in upper case.
std::string to_title(std::string_view text);

/// Code points, each as the view of its bytes. A byte that is not UTF-8 is a character of its own.
std::vector<std::string_view> characters(std::string_view text);
/// Grapheme clusters, near enough: marks, joiners and modifiers stay with what they follow.
std::vector<std::string_view> clusters(std::string_view text);

}  // namespace bulkhead::terraform
