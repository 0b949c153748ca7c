#include "parsers/dockerfile/characters.h"

namespace bulkhead::dockerfile {

CodePoint decode(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  std::uint32_t width = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (width == 0 || first >= 0xf5 || at + width > text.size()) return {0xfffd, 1};
  char32_t value = first & (0xffu >> (width + 1));
  for (std::uint32_t i = 1; i < width; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {0xfffd, 1};
    value = (value << 6) | (byte(at + i) & 0x3fu);
  }
  bool overlong = (width == 3 && value < 0x800) || (width == 4 && (value < 0x10000 || value > 0x10ffff));
  if (overlong || (value >= 0xd800 && value < 0xe000)) return {0xfffd, 1};
  return {value, width};
}

void append_utf8(std::string& out, char32_t value) {
  auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) return put(value);
  if (value < 0x800) {
    put(0xc0 | (value >> 6));
  } else {
    if (value < 0x10000) {
      put(0xe0 | (value >> 12));
    } else {
      put(0xf0 | (value >> 18));
      put(0x80 | ((value >> 12) & 0x3f));
    }
    put(0x80 | ((value >> 6) & 0x3f));
  }
  put(0x80 | (value & 0x3f));
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
         c == 0x202f || c == 0x205f || c == 0x3000;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c < 0xc0) return c == 0xaa || c == 0xb5 || c == 0xba;
  if (c == 0xd7 || c == 0xf7 || c == 0xfffd) return false;
  bool punctuation = (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3030) ||
                     (c >= 0xfe00 && c <= 0xfe6f) || (c >= 0xff01 && c <= 0xff20) || (c >= 0xe000 && c <= 0xf8ff) ||
                     (c >= 0x1f000 && c <= 0x1faff);
  return !punctuation;
}

std::string_view trim_left(std::string_view text) {
  while (!text.empty()) {
    CodePoint c = decode(text, 0);
    if (!is_space(c.value)) break;
    text.remove_prefix(c.width);
  }
  return text;
}

std::string_view trim(std::string_view text) {
  text = trim_left(text);
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80) --start;
    CodePoint c = decode(text, start);
    if (c.width != text.size() - start || !is_space(c.value)) break;
    text = text.substr(0, start);
  }
  return text;
}

}  // namespace bulkhead::dockerfile
