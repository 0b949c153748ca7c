// textencodebase64() and textdecodebase64(): UTF-8, UTF-16, ISO-8859-1 and US-ASCII by their IANA names.
#include "analyzer/terraform/functions/encoding_text.h"
#include "analyzer/terraform/functions/function.h"
#include "analyzer/terraform/functions/unicode_text.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::terraform {
namespace {

enum class Encoding { utf8, utf16_le, utf16_be, latin1, ascii, unsupported };

Encoding encoding_of(std::string_view name) {
  std::string upper = to_upper(name);
  if (upper == "UTF-8") return Encoding::utf8;
  if (upper == "UTF-16LE") return Encoding::utf16_le;
  if (upper == "UTF-16BE" || upper == "UTF-16") return Encoding::utf16_be;
  if (upper == "ISO-8859-1" || upper == "LATIN1" || upper == "ISO_8859-1") return Encoding::latin1;
  if (upper == "US-ASCII" || upper == "ASCII") return Encoding::ascii;
  return Encoding::unsupported;
}

/// Code pages agree with ASCII below 0x80; above, what is not computed is said, not guessed.
bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_utf16(std::string& out, unsigned unit, bool little) {
  out += static_cast<char>(little ? unit : unit >> 8);
  out += static_cast<char>(little ? unit >> 8 : unit);
}

Value encode(FunctionCall& call) {
  std::string_view text, name;
  if (!call.text(0, text) || !call.text(1, name)) return call.unknown();
  Encoding encoding = encoding_of(name);
  if (encoding == Encoding::utf8 || is_ascii(text)) {
    if (encoding != Encoding::utf16_le && encoding != Encoding::utf16_be) return call.string(base64_encode(text));
  } else if (encoding == Encoding::unsupported || encoding == Encoding::ascii) {
    return call.fail("characters that this encoding does not have, or an encoding that is not read");
  }
  std::string out;
  for (std::string_view character : characters(text)) {
    char32_t c = 0;
    hcl::decode_utf8(character.data(), character.data() + character.size(), c);
    bool little = encoding == Encoding::utf16_le;
    if (encoding == Encoding::latin1) {
      if (c > 0xFF) return call.fail("a character that this encoding does not have");
      out += static_cast<char>(c);
    } else if (c < 0x10000) {
      append_utf16(out, c, little);
    } else {
      append_utf16(out, 0xD800 + ((c - 0x10000) >> 10), little);
      append_utf16(out, 0xDC00 + ((c - 0x10000) & 0x3FF), little);
    }
  }
  return call.string(base64_encode(out));
}

Value decode(FunctionCall& call) {
  std::string_view text, name;
  if (!call.text(0, text) || !call.text(1, name)) return call.unknown();
  Encoding encoding = encoding_of(name);
  std::string bytes;
  if (!base64_decode(text, bytes)) return call.fail("this is not base64");
  bool wide = encoding == Encoding::utf16_le || encoding == Encoding::utf16_be;
  if (encoding == Encoding::utf8 || (!wide && is_ascii(bytes))) return call.string(bytes);
  std::string out;
  if (encoding == Encoding::latin1) {
    for (char c : bytes) hcl::append_utf8(out, static_cast<unsigned char>(c));
    return call.string(out);
  }
  if (!wide) return call.fail("bytes that this encoding does not have, or an encoding that is not read");
  auto unit = [&](std::size_t i) {
    auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return encoding == Encoding::utf16_le ? static_cast<char32_t>(b << 8 | a) : static_cast<char32_t>(a << 8 | b);
  };
  if (bytes.size() % 2 != 0) return call.fail("half a UTF-16 unit at the end");
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 4 <= bytes.size()) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    }
    hcl::append_utf8(out, c < 0x110000 ? c : 0xFFFD);
  }
  return call.string(out);
}

constexpr Function kFunctions[] = {
    {"textdecodebase64", decode, 2, 2},
    {"textencodebase64", encode, 2, 2},
};

}  // namespace

std::span<const Function> text_encoding_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
