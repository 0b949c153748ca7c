#include "analyzer/terraform/terragrunt/paths.h"

#include <algorithm>
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead::terraform::terragrunt {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    if (!part.empty() && part != ".") out.push_back(part);
  }
  return out;
}

}  // namespace

std::string absolute_path(std::string_view path) { return path.empty() ? std::string(kScanRoot) : std::string(kScanRoot) + "/" + std::string(path); }

std::optional<std::string> path_in_root(std::string_view path, std::string_view directory) {
  if (path.empty()) return std::string(directory);
  if (path[0] == '/' || path[0] == '~') return std::nullopt;
  std::string whole;
  if (path.starts_with(kScanRoot) && (path.size() == kScanRoot.size() || path[kScanRoot.size()] == '/'))
    whole = path.substr(std::min(path.size(), kScanRoot.size() + 1));
  else
    whole = join_path(directory, path);
  auto normal = normalise_path(whole);
  if (normal && *normal == ".") normal->clear();
  return normal;
}

std::string relative_path(std::string_view from, std::string_view to) {
  std::vector<std::string_view> a = split(from), b = split(to);
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  std::string out;
  for (std::size_t i = same; i < a.size(); ++i) out += out.empty() ? ".." : "/..";
  for (std::size_t i = same; i < b.size(); ++i) out += (out.empty() ? "" : "/") + std::string(b[i]);
  return out.empty() ? "." : out;
}

std::string parent_directory(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

std::string join_path(std::string_view directory, std::string_view name) {
  if (directory.empty()) return std::string(name);
  if (name.empty()) return std::string(directory);
  return std::string(directory) + "/" + std::string(name);
}

}  // namespace bulkhead::terraform::terragrunt
