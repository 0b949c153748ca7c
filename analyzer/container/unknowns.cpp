#include "analyzer/container/unknowns.h"

namespace bulkhead::container {
namespace {

constexpr int kMaxDepth = 200;

std::uint64_t count(const Value& value, int depth) {
  if (value.is_unknown()) return 1;
  if (depth > kMaxDepth) return 0;
  std::uint64_t sum = 0;
  for (const Value& item : value.items()) sum += count(item, depth + 1);
  for (const Entry& entry : value.entries()) sum += count(entry.value, depth + 1);
  return sum;
}

}  // namespace

std::uint64_t count_unknowns(const Value& value) { return count(value, 0); }

}  // namespace bulkhead::container
