// The word that somebody probably meant.
#pragma once
#include <span>
#include <string_view>

namespace bulkhead {

/// The known word with the smallest edit distance to `word`; empty when none is near (more than a third of the letters differ).
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace bulkhead
