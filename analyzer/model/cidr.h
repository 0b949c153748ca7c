// Address ranges.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead {

/// An IPv4 or IPv6 address as 16 bytes in network order; IPv4 is mapped below ::ffff:0:0, so that both order alike.
using Address = std::array<std::uint8_t, 16>;

/// A closed range of addresses.
struct AddressRange {
  Address first{}, last{};
  unsigned prefix = 0;                   // of the 128 bits
  bool v4 = false;

  bool contains(const AddressRange& other) const { return first <= other.first && other.last <= last; }
  bool overlaps(const AddressRange& other) const { return first <= other.last && other.first <= last; }
  /// Prefix length as people write it (of 32 or 128 bits).
  unsigned written_prefix() const { return v4 ? prefix - 96 : prefix; }
  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

/// "10.0.0.0/8", "10.1.2.3" (a single address), "fd00::/8". Bits behind the prefix are cut off. nullopt for anything else.
std::optional<AddressRange> parse_cidr(std::string_view text);

/// 10/8, 172.16/12, 192.168/16, 100.64/10 or fc00::/7 holds the whole range.
bool is_private(const AddressRange& range);
/// Reserved for documentation (RFC 5737, RFC 3849), loopback, link-local, multicast or unspecified: nobody's network.
bool is_reserved(const AddressRange& range);

}  // namespace bulkhead
