// Physical lines of a Dockerfile. They end at LF; carriage returns before it belong to the line end.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace bulkhead::dockerfile {

struct Line {
  std::uint32_t begin = 0, end = 0;   // bytes of the content, without the line end
  std::uint32_t number = 0;           // one-based
  std::string_view content(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// Copyable, so that a reader can be put back.
class LineReader {
 public:
  /// A byte order mark at the start is skipped.
  explicit LineReader(std::string_view text) : text_(text), position_(text.starts_with("\xef\xbb\xbf") ? 3 : 0) {}

  std::optional<Line> next();
  /// Number of the last line read, and the offset where the next one starts.
  std::uint32_t number() const { return number_; }
  std::uint32_t position() const { return position_; }

 private:
  std::string_view text_;
  std::uint32_t position_ = 0;
  std::uint32_t number_ = 0;
};

/// Cuts a line continuation (the escape character and blanks at the end, unless another escape character stands before it). False when
/// the line has none.
bool strip_continuation(Line& line, std::string_view text, char escape);

}  // namespace bulkhead::dockerfile
