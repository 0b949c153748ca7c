#include "analyzer/report/place.h"

namespace bulkhead::report {

Place place_of(const Workspace& workspace, const SourceSpan& at) {
  Place out;
  if (!at.valid()) return out;
  out.file = workspace.file(at.file).path;
  const LineIndex& lines = workspace.lines(at.file);
  LineColumn begin = lines.at(at.begin);
  out.line = begin.line;
  out.column = begin.column;
  // A span that ends with its last line's end is shown as ending there, not on the next line.
  std::uint32_t last = std::max(at.begin, at.end);
  std::string_view text = workspace.text(at.file);
  while (last > at.begin && last <= text.size() && (text[last - 1] == '\n' || text[last - 1] == '\r')) --last;
  LineColumn end = lines.at(last);
  out.end_line = end.line;
  out.end_column = end.column;
  return out;
}

std::string place_text(const Workspace& workspace, const SourceSpan& at) {
  Place place = place_of(workspace, at);
  if (place.file.empty()) return {};
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace bulkhead::report
