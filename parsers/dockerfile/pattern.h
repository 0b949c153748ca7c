// Shell patterns (`*`, `?`, literals) of `${x#p}`, `${x%p}` and `${x/p/r}`.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead::dockerfile {

/// `value` without its shortest (`longest`: longest) prefix that matches; nullopt for a pattern with a wrong escape, and
/// where pattern and value together are too large to match in bounded time.
std::optional<std::string> trim_prefix(std::string_view pattern, std::string_view value, bool longest);
std::optional<std::string> trim_suffix(std::string_view pattern, std::string_view value, bool longest);
/// The first match (`all`: every match), leftmost and longest, replaced.
std::optional<std::string> replace(std::string_view pattern, std::string_view value, std::string_view with, bool all);

}  // namespace bulkhead::dockerfile
