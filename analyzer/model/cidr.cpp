#include "analyzer/model/cidr.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <vector>

namespace bulkhead {
namespace {

constexpr std::size_t kLongest = 64;

std::optional<Address> parse_address(const std::string& text, bool& v4) {
  Address address{};
  v4 = text.find(':') == std::string::npos;
  if (!v4) {
    if (inet_pton(AF_INET6, text.c_str(), address.data()) != 1) return std::nullopt;
    return address;
  }
  address[10] = address[11] = 0xff;
  if (inet_pton(AF_INET, text.c_str(), address.data() + 12) != 1) return std::nullopt;
  return address;
}

AddressRange range_of(const Address& address, unsigned prefix, bool v4) {
  AddressRange range{address, address, prefix, v4};
  for (unsigned bit = prefix; bit < 128; ++bit) {
    auto mask = static_cast<std::uint8_t>(0x80u >> (bit % 8));
    range.first[bit / 8] = static_cast<std::uint8_t>(range.first[bit / 8] & ~mask);
    range.last[bit / 8] = static_cast<std::uint8_t>(range.last[bit / 8] | mask);
  }
  return range;
}

using Blocks = std::vector<AddressRange>;

Blocks blocks_of(std::initializer_list<const char*> texts) {
  Blocks blocks;
  for (const char* text : texts) blocks.push_back(*parse_cidr(text));
  return blocks;
}

bool inside_any(const AddressRange& range, const Blocks& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [&](const AddressRange& block) { return block.contains(range); });
}

}  // namespace

std::optional<AddressRange> parse_cidr(std::string_view text) {
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  auto slash = text.find('/');
  bool v4 = false;
  auto address = parse_address(std::string(text.substr(0, slash)), v4);
  if (!address) return std::nullopt;
  unsigned prefix = v4 ? 32 : 128;
  if (slash != std::string_view::npos) {
    unsigned written = 0;
    auto digits = text.substr(slash + 1);
    auto end = digits.data() + digits.size();
    auto parsed = std::from_chars(digits.data(), end, written);
    if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != end || written > prefix) return std::nullopt;
    prefix = written;
  }
  return range_of(*address, v4 ? prefix + 96 : prefix, v4);
}

bool is_private(const AddressRange& range) {
  static const Blocks kBlocks =
      blocks_of({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"});
  return inside_any(range, kBlocks);
}

bool is_reserved(const AddressRange& range) {
  static const Blocks kBlocks = blocks_of({"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32",
                                           "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "0.0.0.0/32", "::1/128",
                                           "fe80::/10", "ff00::/8", "255.255.255.255/32"});
  return inside_any(range, kBlocks);
}

}  // namespace bulkhead
