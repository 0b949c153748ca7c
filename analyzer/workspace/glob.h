// Patterns of .gitignore files and of bulkhead.yaml.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead {

/// One pattern, read by gitignore's rules (gitignore(5), "PATTERN FORMAT").
struct GlobPattern {
  std::vector<std::string> segments;     // between slashes; "**" stands for any number of directories
  bool negated = false;
  bool directory_only = false;
  bool anchored = false;                 // holds a slash before its end: matched from the base directory

  /// An empty pattern (blank line, comment) has no segments and matches nothing.
  static GlobPattern parse(std::string_view line);
  /// Whether it matches exactly `path`, relative to the pattern's base directory.
  bool matches(std::string_view path, bool is_directory) const;
};

/// Whether one path component matches: `*`, `?`, `[a-z]`, `[!a]`, `[[:digit:]]`, `\` escapes. Linear in practice, never exponential.
bool segment_match(std::string_view pattern, std::string_view name);

}  // namespace bulkhead
