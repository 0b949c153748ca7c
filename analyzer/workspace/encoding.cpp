#include "analyzer/workspace/encoding.h"

#include <cstdint>
#include <cstring>

namespace bulkhead {
namespace {

/// Length of the well-formed UTF-8 sequence at `text`, or 0.
std::size_t sequence_length(std::string_view text) {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  auto tail = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    unsigned low = lead == 0xE0 ? 0xA0u : 0x80u, high = lead == 0xED ? 0x9Fu : 0xBFu;
    return byte(1) >= low && byte(1) <= high && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    unsigned low = lead == 0xF0 ? 0x90u : 0x80u, high = lead == 0xF4 ? 0x8Fu : 0xBFu;
    return byte(1) >= low && byte(1) <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

EncodingCheck check_encoding(std::string_view text) {
  using namespace std::literals;
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return {Encoding::utf32, 0};
  if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) return {Encoding::utf16, 0};
  if (auto nul = text.find('\0'); nul != std::string_view::npos) {
    // Every second byte zero over the first few characters: UTF-16 without a mark.
    bool alternating = text.size() >= 8 && nul < 2 && text[nul + 2] == 0 && text[nul + 4] == 0 && text[nul ^ 1] != 0;
    return {alternating ? Encoding::utf16 : Encoding::binary, nul};
  }
  std::size_t i = 0;
  while (i < text.size()) {
    std::uint64_t eight;
    if (i + 8 <= text.size() && (std::memcpy(&eight, text.data() + i, 8), (eight & 0x8080808080808080ull) == 0)) {
      i += 8;
      continue;
    }
    std::size_t length = sequence_length(text.substr(i));
    if (length == 0) return {Encoding::invalid_utf8, i};
    i += length;
  }
  return {};
}

}  // namespace bulkhead
