// Bytes -> lines and columns, for printers only.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace bulkhead {

/// One-based line and column. Columns count Unicode code points (SARIF's unicodeCodePoints).
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// Line starts of one text. A line ends at LF, CR LF or a lone CR. Offsets past the end are clamped;
/// an invalid UTF-8 byte counts as one column; a byte order mark at the start counts as none.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  LineColumn at(std::uint32_t offset) const;
  /// Zero-based column in UTF-16 code units (the LSP default) of `offset` on its line.
  std::uint32_t utf16_column(std::uint32_t offset) const;
  /// The text of one-based `line` without its line end; empty when there is no such line.
  std::string_view line(std::uint32_t line) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  /// Byte offset where one-based `line` starts (clamped).
  std::uint32_t line_start(std::uint32_t line) const;

 private:
  std::uint32_t characters_before(std::uint32_t offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t> characters_;   // code points before each block of bytes
};

}  // namespace bulkhead
