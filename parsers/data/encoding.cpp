#include "parsers/data/encoding.h"

#include <cstdint>
#include <cstring>

namespace bulkhead::data {
namespace {

bool continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t ascii_prefix(std::string_view text, std::size_t from) {
  std::size_t i = from;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if (word & 0x8080808080808080ULL) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

/// Decodes one code point at `i`; returns its length, or 0 when it is not UTF-8.
std::size_t decode(std::string_view text, std::size_t i, std::uint32_t& point) {
  auto byte = static_cast<unsigned char>(text[i]);
  std::size_t length = byte < 0x80 ? 1 : byte >= 0xC2 && byte < 0xE0 ? 2 : (byte & 0xF0) == 0xE0 ? 3 : byte >= 0xF0 && byte < 0xF5 ? 4 : 0;
  if (length == 0 || i + length > text.size()) return 0;
  point = length == 1 ? byte : byte & (0xFFu >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    if (!continuation(text[i + k])) return 0;
    point = point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
  }
  static constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  return point < kSmallest[length] ? 0 : length;
}

bool allowed(std::uint32_t point) {
  return point == 0x09 || point == 0x0A || point == 0x0D || (point >= 0x20 && point <= 0x7E) || point == 0x85 ||
         (point >= 0xA0 && point <= 0xD7FF) || (point >= 0xE000 && point <= 0xFFFD) ||
         (point >= 0x10000 && point <= 0x10FFFF);
}

std::string hex(std::uint32_t value) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (int shift = value > 0xFFFF ? 20 : value > 0xFF ? 12 : 4; shift >= 0; shift -= 4) out += kDigits[(value >> shift) & 15];
  return out;
}

}  // namespace

std::string_view foreign_encoding(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "UTF-16";
  if (text.size() < 4 || text.size() % 2 != 0) return {};
  bool little = text[0] != 0 && text[1] == 0 && text[2] != 0 && text[3] == 0;
  bool big = text[0] == 0 && text[1] != 0 && text[2] == 0 && text[3] != 0;
  return little || big ? "UTF-16" : std::string_view();
}

std::size_t byte_order_mark(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

std::optional<Unreadable> first_unreadable(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) { ++i; continue; }
    std::uint32_t point = 0;
    std::size_t length = decode(text, i, point);
    if (length == 0) return Unreadable{i, "not valid UTF-8: byte 0x" + hex(byte)};
    if (point == 0) return Unreadable{i, "not text: NUL byte"};
    if (!allowed(point)) return Unreadable{i, "character U+" + (point < 0x100 ? "00" + hex(point) : hex(point)) + " is not allowed in YAML"};
    i += length;
  }
  return std::nullopt;
}

ByteOffsets::ByteOffsets(std::string_view text) : text_(text), ascii_(ascii_prefix(text, 0)) {
  std::size_t count = 0;
  for (std::size_t i = ascii_; i < text.size(); ++i) {
    if (continuation(text[i])) continue;
    if (count++ % kStep == 0) checkpoints_.push_back(i);
  }
}

std::size_t ByteOffsets::at(std::size_t code_point) const {
  if (code_point <= ascii_) return code_point < text_.size() ? code_point : text_.size();
  std::size_t beyond = code_point - ascii_;
  std::size_t checkpoint = beyond / kStep;
  if (checkpoint >= checkpoints_.size()) {
    if (checkpoints_.empty()) return text_.size();
    checkpoint = checkpoints_.size() - 1;
  }
  std::size_t at = checkpoints_[checkpoint];
  for (std::size_t left = beyond - checkpoint * kStep; left > 0 && at < text_.size(); --left) {
    ++at;
    while (at < text_.size() && continuation(text_[at])) ++at;
  }
  return at;
}

}  // namespace bulkhead::data
