#include "parsers/dockerfile/lines.h"

namespace bulkhead::dockerfile {

std::optional<Line> LineReader::next() {
  if (position_ >= text_.size()) return std::nullopt;
  std::size_t newline = text_.find('\n', position_);
  std::size_t end = newline == std::string_view::npos ? text_.size() : newline;
  Line line{position_, static_cast<std::uint32_t>(end), ++number_};
  position_ = static_cast<std::uint32_t>(newline == std::string_view::npos ? end : newline + 1);
  while (line.end > line.begin && text_[line.end - 1] == '\r') --line.end;
  return line;
}

bool strip_continuation(Line& line, std::string_view text, char escape) {
  std::uint32_t end = line.end;
  while (end > line.begin && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  if (end == line.begin || text[end - 1] != escape) return false;
  if (end - 1 > line.begin && text[end - 2] == escape) return false;
  line.end = end - 1;
  return true;
}

}  // namespace bulkhead::dockerfile
