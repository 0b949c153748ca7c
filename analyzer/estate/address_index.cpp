#include "analyzer/estate/address_index.h"

#include <algorithm>

namespace bulkhead {
namespace {

/// A range so large that admitting it says nothing of any one network (rule open-to-any-address looks at those).
bool is_supernet(const AddressRange& range) {
  static const std::vector<AddressRange> kWhole = {*parse_cidr("172.16.0.0/12"), *parse_cidr("192.168.0.0/16")};
  if (range.written_prefix() < (range.v4 ? 12u : 32u)) return true;
  return std::find(kWhole.begin(), kWhole.end(), range) != kWhole.end();
}

}  // namespace

void AddressIndex::add(const std::optional<AddressRange>& range, const Fact* owner) {
  if (!range || is_reserved(*range) || is_supernet(*range)) return;
  blocks_.push_back({*range, {owner}, -1});
}

void AddressIndex::build() {
  std::stable_sort(blocks_.begin(), blocks_.end(), [](const Block& a, const Block& b) {
    return a.range.first != b.range.first ? a.range.first < b.range.first : a.range.last > b.range.last;
  });
  std::vector<Block> merged;
  for (Block& block : blocks_) {
    if (!merged.empty() && merged.back().range == block.range)
      merged.back().owners.push_back(block.owners.front());
    else
      merged.push_back(std::move(block));
  }
  blocks_ = std::move(merged);
  std::vector<std::int32_t> open;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    while (!open.empty() && blocks_[static_cast<std::size_t>(open.back())].range.last < blocks_[i].range.first) open.pop_back();
    if (!open.empty()) blocks_[i].parent = open.back();
    open.push_back(static_cast<std::int32_t>(i));
  }
}

std::vector<const Fact*> AddressIndex::owners(const std::optional<AddressRange>& range) const {
  if (!range || blocks_.empty()) return {};
  auto after = std::upper_bound(blocks_.begin(), blocks_.end(), range->first,
                                [](const Address& first, const Block& block) { return first < block.range.first; });
  // Of the blocks that start at or before the range, the last one or one of its parents holds it, if any does.
  std::int32_t at = static_cast<std::int32_t>(after - blocks_.begin()) - 1;
  while (at >= 0 && !blocks_[static_cast<std::size_t>(at)].range.contains(*range)) at = blocks_[static_cast<std::size_t>(at)].parent;
  if (at < 0 && is_supernet(*range)) return {};
  const AddressRange& around = at >= 0 ? blocks_[static_cast<std::size_t>(at)].range : *range;
  std::vector<const Fact*> inside;
  auto it = std::lower_bound(blocks_.begin(), blocks_.end(), around.first,
                             [](const Block& block, const Address& first) { return block.range.first < first; });
  for (; it != blocks_.end() && it->range.first <= around.last && inside.size() < kMostInside; ++it)
    if (around.contains(it->range)) inside.insert(inside.end(), it->owners.begin(), it->owners.end());
  return inside;
}

}  // namespace bulkhead
