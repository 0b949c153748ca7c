#include "analyzer/model/glob.h"

#include <vector>

namespace bulkhead {
namespace {

/// Reachable positions of the text after each part of the pattern, one row at a time.
using Row = std::vector<bool>;

void star(Row& row, std::string_view text, bool across) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (row[i] && (across || text[i] != '/')) row[i + 1] = true;
}

void single(Row& row, std::string_view text, char wanted) {
  for (std::size_t i = text.size(); i > 0; --i) {
    char c = text[i - 1];
    row[i] = row[i - 1] && (wanted == '?' ? c != '/' : c == wanted);
  }
  row[0] = false;
}

/// `**/`: nothing, or anything up to and including a slash.
void folders(Row& row, std::string_view text) {
  bool reached = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    reached |= row[i];
    if (reached && text[i] == '/') row[i + 1] = true;
  }
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kLongest = 4096;
  if (pattern.size() > kLongest || text.size() > kLongest) return false;
  Row row(text.size() + 1, false);
  row[0] = true;
  while (!pattern.empty()) {
    if (pattern.starts_with("**/")) {
      folders(row, text);
      pattern.remove_prefix(3);
    } else if (pattern.starts_with("**")) {
      star(row, text, true);
      pattern.remove_prefix(2);
    } else if (pattern.front() == '*') {
      star(row, text, false);
      pattern.remove_prefix(1);
    } else {
      single(row, text, pattern.front());
      pattern.remove_prefix(1);
    }
  }
  return row[text.size()];
}

}  // namespace bulkhead
