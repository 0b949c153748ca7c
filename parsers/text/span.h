// Where something stands in a source file.
#pragma once
#include <cstdint>

namespace bulkhead {

/// Index of a file in the workspace (files sorted by path). Never a path: paths belong to the printer.
enum class FileId : std::uint32_t { none = 0xffffffffu };

/// A half-open range of bytes of one file, in the file's own bytes (a byte order mark counts). Twelve bytes;
/// lines and columns are computed when something is printed (see line_index.h).
struct SourceSpan {
  FileId file = FileId::none;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  /// False for a span that points nowhere (synthesised values).
  bool valid() const { return file != FileId::none; }
  bool contains(const SourceSpan& other) const {
    return file == other.file && begin <= other.begin && other.end <= end;
  }
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
  friend auto operator<=>(const SourceSpan&, const SourceSpan&) = default;
};

}  // namespace bulkhead
