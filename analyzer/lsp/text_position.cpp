#include "analyzer/lsp/text_position.h"

#include <algorithm>

namespace bulkhead::lsp {
namespace {

/// Bytes of the character at `at`; 1 for what is no UTF-8.
std::uint32_t character_size(std::string_view text, std::size_t at) {
  auto lead = static_cast<unsigned char>(text[at]);
  std::uint32_t size = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
  if (lead >= 0xF5) size = 1;
  if (at + size > text.size()) return 1;
  for (std::uint32_t i = 1; i < size; ++i)
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return 1;
  return size;
}

std::uint32_t units(std::uint32_t bytes, PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::utf8: return bytes;
    case PositionEncoding::utf16: return bytes == 4 ? 2 : 1;
    case PositionEncoding::utf32: return 1;
  }
  return 1;
}

bool has_mark(std::string_view text) { return text.starts_with("\xEF\xBB\xBF"); }

}  // namespace

std::string_view to_string(PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::utf8: return "utf-8";
    case PositionEncoding::utf16: return "utf-16";
    case PositionEncoding::utf32: return "utf-32";
  }
  return "utf-16";
}

Position position_at(std::string_view text, const LineIndex& lines, std::uint32_t offset, PositionEncoding encoding) {
  offset = std::min(offset, static_cast<std::uint32_t>(text.size()));
  Position out{lines.at(offset).line - 1, 0};
  std::uint32_t at = lines.line_start(out.line + 1);
  if (at == 0 && has_mark(text)) at = 3;   // editors do not count a byte order mark
  while (at < offset) {
    std::uint32_t size = character_size(text, at);
    if (at + size > offset) break;
    out.character += units(size, encoding);
    at += size;
  }
  return out;
}

std::uint32_t offset_at(std::string_view text, Position position, PositionEncoding encoding) {
  std::size_t at = has_mark(text) ? 3 : 0;
  for (std::uint32_t line = 0; line < position.line; ++line) {
    while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
    if (at == text.size()) return static_cast<std::uint32_t>(at);
    at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
  }
  for (std::uint32_t character = 0; character < position.character && at < text.size() && text[at] != '\n' && text[at] != '\r';) {
    std::uint32_t size = character_size(text, at), more = units(size, encoding);
    if (character + more > position.character) break;
    character += more;
    at += size;
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace bulkhead::lsp
