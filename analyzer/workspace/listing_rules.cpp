#include "analyzer/workspace/listing_rules.h"

namespace bulkhead {

std::string join_path(std::string_view directory, std::string_view name) {
  if (directory.empty()) return std::string(name);
  if (name.empty()) return std::string(directory);
  return std::string(directory) + "/" + std::string(name);
}

ListingRules::ListingRules(const DiscoverOptions& options, std::string prefix) : options_(options), prefix_(std::move(prefix)) {
  for (const auto& pattern : options.exclude) exclude_.push_back(GlobPattern::parse(pattern));
}

std::vector<WalkPlace> ListingRules::children(const WalkPlace& directory, const IgnoreLevel::Pointer& ignore,
                                              const std::vector<std::string>& names) const {
  auto has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  bool vendored = has("go.mod") || has("composer.json");
  std::vector<WalkPlace> out;
  for (const std::string& name : names) {
    WalkPlace child{join_path(directory.path, name), ignore, directory.depth + 1, directory.modules};
    if (skipped_directory(name) || (vendored && name == "vendor")) continue;
    if (file_name_of(directory.path) == ".terraform" && !directory.modules) {
      if (name != "modules") continue;
      child.modules = true;
    }
    out.push_back(std::move(child));
  }
  return out;
}

bool ListingRules::left_out(const WalkPlace& child, bool is_directory) const {
  if (!selected(child.path, is_directory)) return true;
  for (const auto& pattern : exclude_)
    if (pattern.matches(child.path, is_directory)) return !pattern.negated;
  if (is_directory && file_name_of(child.path) == ".terraform") return false;
  return !child.modules && IgnoreLevel::ignored(child.ignore.get(), in_repository(child.path), is_directory);
}

std::string ListingRules::in_repository(const std::string& path) const { return join_path(prefix_, path); }

/// Whether `path` is one of `only`, below one, or (directories) on the way to one.
bool ListingRules::selected(const std::string& path, bool is_directory) const {
  if (options_.only.empty()) return true;
  auto inside = [](std::string_view inner, std::string_view outer) {
    return outer.empty() || inner == outer || (inner.starts_with(outer) && inner[outer.size()] == '/');
  };
  return std::any_of(options_.only.begin(), options_.only.end(), [&](const std::string& only) {
    return inside(path, only) || (is_directory && inside(only, path));
  });
}

}  // namespace bulkhead
