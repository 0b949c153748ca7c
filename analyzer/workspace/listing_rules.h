// Which directories and files a walk takes, the same on disk and in git.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/workspace/ignore.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// A directory or file that a walk has come to.
struct WalkPlace {
  std::string path;                      // relative to the root
  IgnoreLevel::Pointer ignore;
  int depth = 0;
  bool modules = false;                  // inside .terraform/modules, where nothing is ignored
};

class ListingRules {
 public:
  /// `prefix`: the root, relative to its repository.
  ListingRules(const DiscoverOptions& options, std::string prefix);

  /// The places inside `directory`, whose entries are `names`, but for those that are never read: caches, packages that Go and PHP copy.
  std::vector<WalkPlace> children(const WalkPlace& directory, const IgnoreLevel::Pointer& ignore, const std::vector<std::string>& names) const;
  /// Whether the user's choice, `exclude` or an ignore file leaves `child` out.
  bool left_out(const WalkPlace& child, bool is_directory) const;
  /// `path` below the root as seen from the repository, for ignore files.
  std::string in_repository(const std::string& path) const;

 private:
  bool selected(const std::string& path, bool is_directory) const;

  const DiscoverOptions& options_;
  std::string prefix_;
  std::vector<GlobPattern> exclude_;
};

std::string join_path(std::string_view directory, std::string_view name);

}  // namespace bulkhead
