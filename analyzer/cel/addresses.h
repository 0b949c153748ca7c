// IP addresses and ranges, as configuration writes them.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bulkhead::cel {

/// An address range: IPv4 is kept in the low 32 bits of a 128-bit number with prefix + 96 and `v4` set.
struct AddressRange {
  std::array<std::uint8_t, 16> bytes{};
  int prefix = 0;          // of 128
  bool v4 = false;

  /// `other` lies within this range.
  bool contains(const AddressRange& other) const;
  bool overlaps(const AddressRange& other) const { return contains(other) || other.contains(*this); }
};

/// "10.0.0.0/8", "10.1.2.3", "2001:db8::/32", "::"; nullopt for anything else.
std::optional<AddressRange> parse_range(std::string_view text);
/// Reaches beyond private, shared, loopback, link-local, documentation and multicast space.
bool is_public(const AddressRange& range);
/// A quarter of all addresses or more.
bool is_world(const AddressRange& range);

}  // namespace bulkhead::cel
