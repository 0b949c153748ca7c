// Walks a directory tree on disk.
#pragma once
#include <string>
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// Something that could not be listed. An empty path stands for the root.
struct ListingProblem {
  std::string path;
  std::string message;
};

/// What a walk found, in no particular order. Paths are relative to the root.
struct Listing {
  std::vector<SourceFile> files;
  std::vector<ListingProblem> problems;
};

inline constexpr int kMaxDirectoryDepth = 128;
/// Linked directories followed in one scan; more give a problem each.
inline constexpr int kMaxLinkedDirectories = 2'000;

/// Lists the files below the open directory `root_fd` (whose absolute path is `root`) with several threads. Symbolic links are followed
/// inside the root only; a link to a directory above itself is a problem, not a loop.
Listing list_files(int root_fd, const std::string& root, const DiscoverOptions& options);

}  // namespace bulkhead
