#include "analyzer/terraform/functions/unicode_text.h"

#include "parsers/hcl/unicode.h"

namespace bulkhead::terraform {
namespace {

char32_t upper_of(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - 32;
  if (c < 0x80) return c;
  if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) || (c >= 0x430 && c <= 0x44F)) return c - 32;
  if (c == 0xFF) return 0x178;
  if (c == 0x3C2) return 0x3A3;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
      (c >= 0x4D0 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF))
    return c == 0x131 ? 'I' : c & ~char32_t{1};
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 0 ? c - 1 : c;
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if (c >= 0x561 && c <= 0x586) return c - 48;
  return c;
}

char32_t lower_of(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c < 0x80) return c;
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c == 0x178) return 0xFF;
  if (c == 0x130) return 'i';
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
      (c >= 0x4D0 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF))
    return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  return c;
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  const char* end = text.data() + text.size();
  for (const char* p = text.data(); p < end;) {
    char32_t c;
    int length = hcl::decode_utf8(p, end, c);
    if (length == 0) {
      out += *p++;
      continue;
    }
    hcl::append_utf8(out, map(c));
    p += length;
  }
  return out;
}

bool extends_cluster(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) || (c >= 0x610 && c <= 0x61A) ||
         (c >= 0x64B && c <= 0x65F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || c == 0x200D ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) ||
         (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0100 && c <= 0xE01EF);
}

}  // namespace

std::string to_lower(std::string_view text) { return mapped(text, lower_of); }
std::string to_upper(std::string_view text) { return mapped(text, upper_of); }

std::string to_title(std::string_view text) {
  bool word = false;
  return mapped(text, [&word](char32_t c) {
    bool part = c == '_' || (c >= '0' && c <= '9') || (c >= 0x80 && !hcl::is_space(c)) || upper_of(c) != c || lower_of(c) != c;
    char32_t out = part && !word ? upper_of(c) : c;
    // As in Go's strings.Title, an apostrophe or any other sign ends a word.
    word = part;
    return out;
  });
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t i = 0; i < text.size();) {
    char32_t c;
    int length = hcl::decode_utf8(text.data() + i, text.data() + text.size(), c);
    auto size = static_cast<std::size_t>(length > 0 ? length : 1);
    all.push_back(text.substr(i, size));
    i += size;
  }
  return all;
}

std::vector<std::string_view> clusters(std::string_view text) {
  std::vector<std::string_view> all;
  bool joined = false;
  for (std::string_view character : characters(text)) {
    char32_t c = 0;
    hcl::decode_utf8(character.data(), character.data() + character.size(), c);
    bool extends = !all.empty() && (joined || extends_cluster(c) || (c == '\n' && all.back() == "\r"));
    if (extends) {
      all.back() = {all.back().data(), all.back().size() + character.size()};
    } else {
      all.push_back(character);
    }
    joined = c == 0x200D;
  }
  return all;
}

}  // namespace bulkhead::terraform
