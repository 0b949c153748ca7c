// Which paths are left out: .gitignore files, .git/info/exclude and the excludes of bulkhead.yaml.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/workspace/glob.h"

namespace bulkhead {

/// A larger ignore file is not read.
inline constexpr std::uint64_t kMaxIgnoreFileBytes = 1'000'000;

/// The patterns of one ignore file and of all directories above it. Immutable and shared between threads.
class IgnoreLevel {
 public:
  using Pointer = std::shared_ptr<const IgnoreLevel>;

  /// `base`: directory of the file, relative to the repository root. Gives `parent` back when `text` holds no pattern.
  static Pointer push(Pointer parent, std::string_view base, std::string_view text);
  /// Whether `path` (relative to the repository root) is ignored: the deepest file that has a matching pattern decides, in it the last
  /// pattern. Callers do not descend into ignored directories, so nothing in one can be included again.
  static bool ignored(const IgnoreLevel* level, std::string_view path, bool is_directory);

 private:
  Pointer parent_;
  std::string base_;
  std::vector<GlobPattern> patterns_;
};

/// Directories that hold copies or caches of other projects, by name.
bool skipped_directory(std::string_view name);

}  // namespace bulkhead
