#include "analyzer/cel/addresses.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace bulkhead::cel {
namespace {

template <class Number>
bool read(std::string_view text, Number& out, int base) {
  if (text.empty() || text.size() > 4) return false;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return code == std::errc() && end == text.data() + text.size();
}

bool read_v4(std::string_view text, std::uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    std::size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos || !read(text.substr(0, dot), out[i], 10)) return false;
    text.remove_prefix(std::min(text.size(), dot + 1));
  }
  return text.empty();
}

/// Groups of one side of "::".
bool read_groups(std::string_view text, std::vector<std::uint8_t>& out) {
  while (!text.empty()) {
    std::size_t colon = text.find(':');
    std::string_view group = text.substr(0, colon);
    if (group.find('.') != std::string_view::npos) {
      std::uint8_t v4[4];
      if (colon != std::string_view::npos || !read_v4(group, v4)) return false;
      out.insert(out.end(), v4, v4 + 4);
      return out.size() <= 16;
    }
    std::uint16_t number = 0;
    if (!read(group, number, 16) || out.size() > 14) return false;
    out.push_back(static_cast<std::uint8_t>(number >> 8));
    out.push_back(static_cast<std::uint8_t>(number & 0xFF));
    if (colon == std::string_view::npos) return true;
    text.remove_prefix(colon + 1);
    if (text.empty()) return false;
  }
  return true;
}

bool read_v6(std::string_view text, std::uint8_t* out) {
  std::vector<std::uint8_t> front, back;
  std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    if (!read_groups(text, front) || front.size() != 16) return false;
  } else if (!read_groups(text.substr(0, gap), front) || !read_groups(text.substr(gap + 2), back) ||
             front.size() + back.size() > 14) {
    return false;
  }
  std::ranges::copy(front, out);
  std::ranges::copy(back, out + 16 - back.size());
  return true;
}

std::vector<AddressRange> special_ranges() {
  std::vector<AddressRange> out;
  for (std::string_view text :
       {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
        "240.0.0.0/4", "::1", "::/128", "fc00::/7", "fe80::/10", "ff00::/8", "2001:db8::/32"})
    out.push_back(*parse_range(text));
  return out;
}

}  // namespace

bool AddressRange::contains(const AddressRange& other) const {
  if (v4 != other.v4 || prefix > other.prefix) return false;
  int whole = prefix / 8, rest = prefix % 8;
  if (!std::equal(bytes.begin(), bytes.begin() + whole, other.bytes.begin())) return false;
  if (rest == 0) return true;
  auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
  auto index = static_cast<std::size_t>(whole);
  return (bytes[index] & mask) == (other.bytes[index] & mask);
}

std::optional<AddressRange> parse_range(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  AddressRange range;
  std::size_t slash = text.find('/');
  std::string_view address = text.substr(0, slash);
  range.v4 = address.find(':') == std::string_view::npos;
  if (!(range.v4 ? read_v4(address, range.bytes.data() + 12) : read_v6(address, range.bytes.data()))) return std::nullopt;
  int bits = range.v4 ? 32 : 128;
  range.prefix = bits;
  if (slash != std::string_view::npos && !read(text.substr(slash + 1), range.prefix, 10)) return std::nullopt;
  if (range.prefix < 0 || range.prefix > bits) return std::nullopt;
  if (range.v4) range.prefix += 96;
  return range;
}

bool is_public(const AddressRange& range) {
  static const std::vector<AddressRange> special = special_ranges();
  return std::ranges::none_of(special, [&](const AddressRange& s) { return s.contains(range); });
}

bool is_world(const AddressRange& range) { return range.prefix <= (range.v4 ? 96 + 2 : 3); }

}  // namespace bulkhead::cel
