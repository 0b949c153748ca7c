// Walks the files of a git snapshot by the rules of a walk on disk.
#pragma once
#include <map>
#include <string>

#include "analyzer/workspace/git_repository.h"
#include "analyzer/workspace/listing.h"

namespace bulkhead {

/// A listing, and the object that holds each file's content: a link's is the one of the file it leads to.
struct GitListing {
  Listing listing;
  std::map<std::string, GitObjectName, std::less<>> objects;
};

/// Lists what `snapshot` holds below the absolute directory `root`. Links are followed inside the root only; submodules, whose files are in
/// other repositories, give a problem each.
GitListing list_snapshot(const GitSnapshot& snapshot, const std::string& root, const DiscoverOptions& options);

}  // namespace bulkhead
