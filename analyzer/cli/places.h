// From paths on the command line to one scan root.
#pragma once
#include <string>
#include <vector>

#include "analyzer/config/config.h"

namespace bulkhead::cli {

struct Places {
  std::string root;                      // absolute and real
  std::vector<std::string> only;         // below it; empty: all of it
  std::string error;
};

/// One folder is the root itself; several paths have their nearest common folder as root.
Places resolve_places(const std::vector<std::string>& paths);

/// bulkhead.yaml (or .yml) in `root` or, inside a repository, in a folder above it up to the repository's root; empty: none.
std::string find_config(const std::string& root);

/// Rewrites the path globs of a configuration that lies `prefix` folders above the scan root, so that they are relative to the scan root.
void rebase_globs(Config& config, const std::string& prefix);

}  // namespace bulkhead::cli
