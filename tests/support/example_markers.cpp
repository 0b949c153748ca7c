#include "tests/support/example_markers.h"

namespace bulkhead::testing {
namespace {

/// What follows "finding" up to the line's end: "" or ": text".
std::string text_after(std::string_view rest) {
  if (!rest.starts_with(':')) return {};
  rest.remove_prefix(1);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  while (rest.ends_with(' ')) rest.remove_suffix(1);
  return std::string(rest);
}

/// "#   ^^^^ finding": a comment line whose first other characters are carets.
bool read_caret(std::string_view line, Expectation& out) {
  std::size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos || (line[start] != '#' && !line.substr(start).starts_with("//"))) return false;
  std::size_t caret = line.find_first_not_of("#/ \t", start);
  if (caret == std::string_view::npos || line[caret] != '^') return false;
  std::size_t end = line.find_first_not_of('^', caret);
  std::size_t word = line.find("finding", caret);
  if (end == std::string_view::npos || word == std::string_view::npos) return false;
  out.begin_column = static_cast<std::uint32_t>(caret + 1);
  out.end_column = static_cast<std::uint32_t>(end + 1);
  out.text = text_after(line.substr(word + 7));
  return true;
}

bool read_trailing(std::string_view line, Expectation& out) {
  for (std::string_view marker : {"# finding", "// finding"}) {
    std::size_t at = line.rfind(marker);
    if (at == std::string_view::npos) continue;
    std::string_view rest = line.substr(at + marker.size());
    if (!rest.empty() && rest[0] != ':' && rest[0] != ' ') continue;
    out.text = text_after(rest);
    return true;
  }
  return false;
}

}  // namespace

std::vector<Expectation> expectations_of(std::string_view path, std::string_view text) {
  std::vector<Expectation> out;
  std::uint32_t line_number = 0, target = 0;
  while (!text.empty()) {
    std::size_t stop = text.find('\n');
    std::string_view line = text.substr(0, stop);
    text = stop == std::string_view::npos ? std::string_view() : text.substr(stop + 1);
    ++line_number;
    Expectation found{std::string(path), target};
    if (read_caret(line, found)) {
      out.push_back(found);
      continue;
    }
    target = found.line = line_number;
    if (read_trailing(line, found)) out.push_back(found);
  }
  return out;
}

}  // namespace bulkhead::testing
