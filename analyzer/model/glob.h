// Globs of bulkhead.yaml.
#pragma once
#include <string_view>

namespace bulkhead {

/// `*` and `?` match within one path segment, `**` across segments (`**/x` also at the top). Names without `/` (namespaces, hosts,
/// workspaces) are one segment, so `*` matches any part of them. Case counts. Time is at most pattern times text.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace bulkhead
