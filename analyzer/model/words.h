// The standard vocabulary of environments (RULES 3.3), as one table.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "analyzer/model/environment.h"

namespace bulkhead {

/// One word. Words of several parts ("pre prod") are written with one space between the parts and match however an
/// identifier separates them.
struct StandardWord {
  std::string_view text;
  std::string_view canonical;
  Tier tier;
  bool strong;
};

/// Sorted by text.
std::span<const StandardWord> standard_words();
/// The word of the table with exactly this normalised text, or null.
const StandardWord* standard_word(std::string_view text);

}  // namespace bulkhead
