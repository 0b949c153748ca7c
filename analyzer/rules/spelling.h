// "Did you mean …?"
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace bulkhead {

/// The candidate closest to `word` by edit distance, or empty when none is close.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace bulkhead
