// Positions of the protocol <-> bytes of a text, in the encoding that client and server agreed on.
#pragma once
#include <cstdint>
#include <string_view>

#include "parsers/text/line_index.h"

namespace bulkhead::lsp {

/// What `character` counts (LSP 3.17, PositionEncodingKind).
enum class PositionEncoding : unsigned char { utf8, utf16, utf32 };
std::string_view to_string(PositionEncoding encoding);

/// Zero-based line and character.
struct Position {
  std::uint32_t line = 0, character = 0;
};

/// Bytes -> position. Offsets past the end are clamped; one inside a character counts as its start; an invalid byte counts as one
/// character.
Position position_at(std::string_view text, const LineIndex& lines, std::uint32_t offset, PositionEncoding encoding);
/// Position -> bytes, clamped: past a line's end is its end, past the last line is the end of the text, inside a character is its
/// start.
std::uint32_t offset_at(std::string_view text, Position position, PositionEncoding encoding);

}  // namespace bulkhead::lsp
