// The git repository around the scanned directory.
#pragma once
#include <functional>
#include <string>

#include "analyzer/workspace/ignore.h"

namespace bulkhead {

/// Nearest directory at or above `absolute` that holds `.git`; empty when there is none.
std::string repository_root(const std::string& absolute);
/// `absolute` relative to its repository's root; empty when it is the root or there is no repository.
std::string repository_prefix(const std::string& absolute);
/// Patterns that apply before anything below `absolute` is read: .git/info/exclude and the .gitignore files above. None when they would ignore
/// `absolute` itself: who names a directory wants it scanned.
IgnoreLevel::Pointer outer_ignores(const std::string& absolute);
/// The same with ignore files that `read` gives by their path in the repository (empty: there is none).
IgnoreLevel::Pointer outer_ignores(const std::string& absolute, const std::function<std::string(const std::string&)>& read);

}  // namespace bulkhead
