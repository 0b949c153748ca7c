// Address arithmetic. Terraform tolerates leading zeros in IPv4 octets and host bits behind the prefix.
#include "analyzer/model/cidr.h"
#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

/// Octets without leading zeros, so that "010.1.0.0/24" reads as it does in Terraform: in decimal.
std::string without_leading_zeros(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool start = i == 0 || text[i - 1] == '.' || (out.empty() && i > 0);
    bool more = i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (start && text[i] == '0' && more) {
      std::size_t digit = i;
      while (digit + 1 < text.size() && text[digit] == '0' && text[digit + 1] >= '0' && text[digit + 1] <= '9') ++digit;
      i = digit;
    }
    out += text[i];
  }
  return out;
}

bool range_of(FunctionCall& call, std::size_t i, AddressRange& out) {
  std::string_view text;
  if (!call.text(i, text)) return false;
  auto range = text.find('/') == std::string_view::npos ? std::nullopt : parse_cidr(without_leading_zeros(text));
  if (!range) {
    call.fail("\"" + std::string(text) + "\" is not an address range");
    return false;
  }
  out = *range;
  return true;
}

__extension__ typedef unsigned __int128 Wide;

Wide wide(const Address& address) {
  Wide value = 0;
  for (std::uint8_t byte : address) value = value << 8 | byte;
  return value;
}

std::string address_text(Wide value, bool v4) {
  char buffer[64];
  if (v4) {
    auto low = static_cast<std::uint32_t>(value);
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += (out.empty() ? "" : ".") + std::to_string(low >> shift & 255);
    return out;
  }
  // RFC 5952: the longest run of two or more zero groups becomes "::".
  unsigned groups[8];
  for (int i = 0; i < 8; ++i) groups[i] = static_cast<unsigned>(value >> (112 - 16 * i)) & 0xFFFF;
  int best = -1, length = 1;
  for (int i = 0; i < 8; ++i) {
    int run = 0;
    while (i + run < 8 && groups[i + run] == 0) ++run;
    if (run > length) {
      best = i;
      length = run;
    }
  }
  std::string out;
  for (int i = 0; i < 8;) {
    if (i == best) {
      out += "::";
      i += length;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    int size = 0;
    for (int shift = 12; shift >= 0; shift -= 4) {
      unsigned digit = groups[i] >> shift & 15;
      if (digit != 0 || size > 0 || shift == 0) buffer[size++] = "0123456789abcdef"[digit];
    }
    out.append(buffer, static_cast<std::size_t>(size));
    ++i;
  }
  return out;
}

unsigned width(const AddressRange& range) { return range.v4 ? 32 : 128; }

Value host(FunctionCall& call) {
  AddressRange range;
  std::int64_t number;
  if (!range_of(call, 0, range) || !call.integer(1, number)) return call.unknown();
  Wide first = wide(range.first), last = wide(range.last);
  Wide size = last - first;   // one less than the number of addresses
  Wide magnitude = number < 0 ? static_cast<Wide>(-(number + 1)) : static_cast<Wide>(number);
  if (magnitude > size) return call.fail("the range has no such host");
  return call.string(address_text(number < 0 ? last - magnitude : first + magnitude, range.v4));
}

Value netmask(FunctionCall& call) {
  AddressRange range;
  if (!range_of(call, 0, range)) return call.unknown();
  if (!range.v4) return call.fail("only IPv4 ranges have a netmask");
  unsigned prefix = range.written_prefix();
  std::uint32_t mask = prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - prefix);
  return call.string(address_text(mask, true));
}

Value subnet(FunctionCall& call) {
  AddressRange range;
  std::int64_t bits, number;
  if (!range_of(call, 0, range) || !call.integer(1, bits) || !call.integer(2, number)) return call.unknown();
  unsigned prefix = range.written_prefix();
  if (bits < 0 || bits > static_cast<std::int64_t>(width(range) - prefix)) return call.fail("the prefix would be too long");
  Wide count = bits == 128 ? ~Wide{0} : (Wide{1} << bits) - 1;
  if (number < 0) {
    if (static_cast<Wide>(-(number + 1)) > count) return call.fail("there is no such subnet");
  } else if (static_cast<Wide>(number) > count) {
    return call.fail("there is no such subnet");
  }
  Wide which = number < 0 ? count - static_cast<Wide>(-(number + 1)) : static_cast<Wide>(number);
  unsigned length = prefix + static_cast<unsigned>(bits);
  unsigned shift = width(range) - length;
  Wide base = wide(range.first) + (shift >= 128 ? 0 : which << shift);
  return call.string(address_text(base, range.v4) + "/" + std::to_string(length));
}

Value subnets(FunctionCall& call) {
  AddressRange range;
  if (!range_of(call, 0, range)) return call.unknown();
  unsigned prefix = range.written_prefix();
  Wide next = wide(range.first), last = wide(range.last);
  bool full = false;
  std::vector<Value> out;
  for (std::size_t i = 1; i < call.count(); ++i) {
    std::int64_t bits;
    if (!call.integer(i, bits)) return call.unknown();
    if (bits < 1 || (bits > 32 && !range.v4 && bits > 32)) return call.fail("a subnet must add at least one bit and at most 32");
    if (bits > static_cast<std::int64_t>(width(range) - prefix)) return call.fail("the prefix would be too long");
    unsigned length = prefix + static_cast<unsigned>(bits);
    unsigned shift = width(range) - length;
    Wide size = Wide{1} << shift;   // length > prefix >= 0, so shift < 128
    Wide aligned = (next + (size - 1)) & ~(size - 1);
    if (full || aligned < next || aligned > last || last - aligned < size - 1) return call.fail("not enough addresses are left");
    out.push_back(call.string(address_text(aligned, range.v4) + "/" + std::to_string(length)));
    next = aligned + size;
    full = next == 0 || next > last;
  }
  return call.make_list(out, Shape::collection);
}

Value range_contains(FunctionCall& call) {
  AddressRange range;
  std::string_view text;
  if (!range_of(call, 0, range) || !call.text(1, text)) return call.unknown();
  auto inner = parse_cidr(without_leading_zeros(text));
  if (!inner) return call.fail("this is not an address or a range");
  return call.boolean(range.v4 == inner->v4 && range.contains(*inner));
}

constexpr Function kFunctions[] = {
    {"cidrcontains", range_contains, 2, 2},
    {"cidrhost", host, 2, 2},
    {"cidrnetmask", netmask, 1, 1},
    {"cidrsubnet", subnet, 3, 3},
    {"cidrsubnets", subnets, 1, kAny},
};

}  // namespace

std::span<const Function> network_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
