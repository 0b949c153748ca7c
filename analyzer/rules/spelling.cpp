#include "analyzer/rules/spelling.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace bulkhead {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.size() > 64) return {};
  std::size_t best = 1 + std::max<std::size_t>(2, word.size() / 3);
  std::string_view found;
  for (std::string_view candidate : candidates)
    if (std::size_t here = distance(word, candidate); here < best) {
      best = here;
      found = candidate;
    }
  return std::string(found);
}

}  // namespace bulkhead
