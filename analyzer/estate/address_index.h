// Owned networks, found by address.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/model/cidr.h"
#include "analyzer/model/fact.h"

namespace bulkhead {

/// A forest of nested ranges: blocks written as prefixes either nest or are apart. Queries are logarithmic plus what they return.
class AddressIndex {
 public:
  void add(const std::optional<AddressRange>& range, const Fact* owner);
  /// Call once after the last add().
  void build();

  /// Owners of the smallest owned block that holds the whole range, and of the owned blocks inside that one: a plan that overlaps says less.
  /// Where none holds it: owners of the owned blocks inside the range, unless it is a supernet that says nothing (shorter than /12 in IPv4,
  /// /32 in IPv6, or a whole private block). At most about kMostInside.
  std::vector<const Fact*> owners(const std::optional<AddressRange>& range) const;

  static constexpr std::size_t kMostInside = 64;

 private:
  struct Block {
    AddressRange range;
    std::vector<const Fact*> owners;
    std::int32_t parent = -1;
  };
  std::vector<Block> blocks_;    // after build(): sorted by first address, larger blocks first
};

}  // namespace bulkhead
