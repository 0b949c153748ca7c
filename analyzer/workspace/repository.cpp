#include "analyzer/workspace/repository.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "analyzer/workspace/read_file.h"

namespace bulkhead {
namespace {

std::string read_ignore_file(const std::string& path) {
  std::string text;
  return read_file_at(AT_FDCWD, path, kMaxIgnoreFileBytes, true, text).empty() ? text : "";
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

IgnoreLevel::Pointer outer_ignores(const std::string& absolute, const std::function<std::string(const std::string&)>& read) {
  std::string root = repository_root(absolute), prefix = repository_prefix(absolute);
  if (root.empty()) return nullptr;
  IgnoreLevel::Pointer level = IgnoreLevel::push(nullptr, "", read_ignore_file(root + "/.git/info/exclude"));
  std::string base;
  while (!prefix.empty()) {
    level = IgnoreLevel::push(level, base, read(base.empty() ? ".gitignore" : base + "/.gitignore"));
    auto slash = prefix.find('/', base.empty() ? 0 : base.size() + 1);
    base = prefix.substr(0, slash);
    if (IgnoreLevel::ignored(level.get(), base, true)) return nullptr;
    if (slash == std::string::npos) break;
  }
  return level;
}

IgnoreLevel::Pointer outer_ignores(const std::string& absolute) {
  return outer_ignores(absolute, [root = repository_root(absolute)](const std::string& path) { return read_ignore_file(root + "/" + path); });
}

}  // namespace bulkhead
