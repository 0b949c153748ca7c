#include "analyzer/workspace/repository.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "analyzer/workspace/read_file.h"

namespace bulkhead {
namespace {

constexpr std::uint64_t kMaxIgnoreFileBytes = 1'000'000;

IgnoreLevel::Pointer push_file(IgnoreLevel::Pointer parent, std::string_view base, const std::string& path) {
  std::string text;
  if (!read_file_at(AT_FDCWD, path, kMaxIgnoreFileBytes, true, text).empty()) return parent;
  return IgnoreLevel::push(std::move(parent), base, text);
}

}  // namespace

std::string repository_root(const std::string& absolute) {
  for (std::string at = absolute;;) {
    struct stat info {};
    if (stat((at + "/.git").c_str(), &info) == 0) return at.empty() ? "/" : at;
    auto slash = at.rfind('/');
    if (slash == std::string::npos || at.empty()) return {};
    at.resize(slash);
  }
}

std::string repository_prefix(const std::string& absolute) {
  std::string root = repository_root(absolute);
  if (root.empty() || root.size() >= absolute.size()) return {};
  return absolute.substr(root == "/" ? 1 : root.size() + 1);
}

IgnoreLevel::Pointer outer_ignores(const std::string& absolute) {
  std::string root = repository_root(absolute), prefix = repository_prefix(absolute);
  if (root.empty()) return nullptr;
  IgnoreLevel::Pointer level = push_file(nullptr, "", root + "/.git/info/exclude");
  std::string base;
  while (!prefix.empty()) {
    level = push_file(level, base, base.empty() ? root + "/.gitignore" : root + "/" + base + "/.gitignore");
    auto slash = prefix.find('/', base.empty() ? 0 : base.size() + 1);
    base = prefix.substr(0, slash);
    if (IgnoreLevel::ignored(level.get(), base, true)) return nullptr;
    if (slash == std::string::npos) break;
  }
  return level;
}

}  // namespace bulkhead
