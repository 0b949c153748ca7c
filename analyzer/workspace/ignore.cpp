#include "analyzer/workspace/ignore.h"

namespace bulkhead {

IgnoreLevel::Pointer IgnoreLevel::push(Pointer parent, std::string_view base, std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  auto level = std::make_shared<IgnoreLevel>();
  while (!text.empty()) {
    auto end = text.find('\n');
    auto pattern = GlobPattern::parse(text.substr(0, end));
    if (!pattern.segments.empty()) level->patterns_.push_back(std::move(pattern));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  if (level->patterns_.empty()) return parent;
  level->parent_ = std::move(parent);
  level->base_ = base;
  return level;
}

bool IgnoreLevel::ignored(const IgnoreLevel* level, std::string_view path, bool is_directory) {
  for (; level; level = level->parent_.get()) {
    auto relative = path;
    if (!level->base_.empty()) relative.remove_prefix(std::min(relative.size(), level->base_.size() + 1));
    for (auto pattern = level->patterns_.rbegin(); pattern != level->patterns_.rend(); ++pattern)
      if (pattern->matches(relative, is_directory)) return !pattern->negated;
  }
  return false;
}

bool skipped_directory(std::string_view name) {
  static constexpr std::string_view kNames[] = {".git",  ".hg",   ".svn", ".terragrunt-cache", "node_modules", "bower_components",
                                                ".venv", ".tox", "__pycache__"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace bulkhead
