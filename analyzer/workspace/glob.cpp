#include "analyzer/workspace/glob.h"

#include "analyzer/workspace/workspace.h"

namespace bulkhead {
namespace {

bool in_class(std::string_view name, unsigned char c) {
  bool digit = c >= '0' && c <= '9', lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
  if (name == "digit") return digit;
  if (name == "lower") return lower;
  if (name == "upper") return upper;
  if (name == "alpha") return lower || upper;
  if (name == "alnum") return lower || upper || digit;
  if (name == "space") return c == ' ' || (c >= 9 && c <= 13);
  if (name == "punct") return c > 32 && c < 127 && !(lower || upper || digit);
  if (name == "xdigit") return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  return false;
}

/// `pattern` starts behind `[`. Sets `used` to the bytes of the bracket expression; 0 when it is not closed.
bool bracket_match(std::string_view pattern, unsigned char c, std::size_t& used) {
  std::size_t i = 0;
  bool negated = !pattern.empty() && (pattern[0] == '!' || pattern[0] == '^');
  if (negated) ++i;
  bool found = false;
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
    if (pattern.substr(i).starts_with("[:")) {
      auto close = pattern.find(":]", i + 2);
      if (close != std::string_view::npos) {
        found |= in_class(pattern.substr(i + 2, close - i - 2), c);
        i = close + 2;
        continue;
      }
    }
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    auto low = static_cast<unsigned char>(pattern[i++]);
    auto high = low;
    if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
      i += pattern[i + 1] == '\\' && i + 2 < pattern.size() ? 2 : 1;
      high = static_cast<unsigned char>(pattern[i++]);
    }
    found |= low <= c && c <= high;
  }
  used = i < pattern.size() ? i + 1 : 0;
  return found != negated;
}

/// Matches one pattern element at `pattern[p]` against `c`; moves `p` behind it.
bool element_match(std::string_view pattern, std::size_t& p, unsigned char c) {
  char element = pattern[p];
  if (element == '?') return ++p, true;
  if (element == '[') {
    std::size_t used = 0;
    bool matched = bracket_match(pattern.substr(p + 1), c, used);
    if (used == 0) return false;
    p += used + 1;
    return matched;
  }
  if (element == '\\' && p + 1 < pattern.size()) element = pattern[++p];
  ++p;
  return static_cast<unsigned char>(element) == c;
}

bool segments_match(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path) {
  std::size_t p = 0, s = 0, star = std::string::npos, star_at = 0;
  while (s < path.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      star = ++p;
      star_at = s;
      if (p == pattern.size()) return true;      // "a/**": everything inside
      continue;
    }
    if (p < pattern.size() && segment_match(pattern[p], path[s])) {
      ++p, ++s;
      continue;
    }
    if (star == std::string::npos) return false;
    p = star;                                    // the last `**` takes one more directory
    s = ++star_at;
  }
  return p == pattern.size();
}

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t slash; (slash = path.find('/')) != std::string_view::npos; path.remove_prefix(slash + 1))
    parts.push_back(path.substr(0, slash));
  parts.push_back(path);
  return parts;
}

}  // namespace

bool segment_match(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, star_at = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      while (p < pattern.size() && pattern[p] == '*') ++p;
      star = p;
      star_at = n;
      continue;
    }
    if (p < pattern.size() && element_match(pattern, p, static_cast<unsigned char>(name[n]))) {
      ++n;
      continue;
    }
    if (star == std::string_view::npos) return false;
    p = star;
    n = ++star_at;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

GlobPattern GlobPattern::parse(std::string_view line) {
  GlobPattern out;
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  if (line.empty() || line[0] == '#') return out;
  if (line[0] == '!') {
    out.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    out.directory_only = true;
    while (line.ends_with('/')) line.remove_suffix(1);
  }
  if (line.empty()) return out;
  out.anchored = line.find('/') != std::string_view::npos;
  if (line[0] == '/') line.remove_prefix(1);
  for (auto part : split(line))
    if (!part.empty()) out.segments.emplace_back(part);
  return out;
}

bool GlobPattern::matches(std::string_view path, bool is_directory) const {
  if (segments.empty() || (directory_only && !is_directory)) return false;
  if (!anchored) return segment_match(segments[0], file_name_of(path));
  return segments_match(segments, split(path));
}

bool glob_match(std::string_view pattern, std::string_view path) {
  GlobPattern glob = GlobPattern::parse(pattern);
  if (glob.matches(path, false)) return true;
  for (auto parent = directory_of(path); !parent.empty(); parent = directory_of(parent))
    if (glob.matches(parent, true)) return true;
  return false;
}

}  // namespace bulkhead
