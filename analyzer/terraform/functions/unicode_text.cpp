#include "analyzer/terraform/functions/unicode_text.h"

#include <utf8proc.h>

#include <cstdlib>

#include "parsers/hcl/unicode.h"

namespace bulkhead::terraform {
namespace {

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

char32_t upper_of(char32_t c) { return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))); }
char32_t lower_of(char32_t c) { return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))); }
char32_t title_of(char32_t c) { return static_cast<char32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(c))); }

bool is_letter_or_digit(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
  }
}

}  // namespace

std::string to_lower(std::string_view text) { return mapped(text, lower_of); }
std::string to_upper(std::string_view text) { return mapped(text, upper_of); }

std::string to_title(std::string_view text) {
  bool word = false;
  return mapped(text, [&word](char32_t c) {
    // As in Go's strings.Title, whose idea of what separates words is kept: ASCII signs, and beyond ASCII only spaces.
    bool part = c == '_' || is_letter_or_digit(c) || (c >= 0x80 && !hcl::is_space(c));
    char32_t out = part && !word ? title_of(c) : c;
    word = part;
    return out;
  });
}

bool may_change_under_nfc(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 0xC3) return true;   // U+00C0 and up: combining marks and what composes with them
  return false;
}

std::string normalised(std::string_view text) {
  utf8proc_uint8_t* made = nullptr;
  auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &made, options);
  // What is not UTF-8 has no normal form.
  std::string out = size < 0 ? std::string(text) : std::string(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
  std::free(made);
  return out;
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
  utf8proc_int32_t state = 0;
  char32_t previous = 0;
  for (std::string_view character : characters(text)) {
    char32_t c = 0;
    hcl::decode_utf8(character.data(), character.data() + character.size(), c);
    bool breaks = all.empty() || utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(previous), static_cast<utf8proc_int32_t>(c), &state);
    if (breaks) all.push_back(character);
    else all.back() = {all.back().data(), all.back().size() + character.size()};
    previous = c;
  }
  return all;
}

}  // namespace bulkhead::terraform
