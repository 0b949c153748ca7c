#include "analyzer/cli/places.h"

#include <filesystem>

#include "analyzer/workspace/glob.h"
#include "analyzer/workspace/repository.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::cli {
namespace fs = std::filesystem;
namespace {

/// The glob below `prefix`; empty when it can match nothing there.
std::string rebased(const std::string& glob, std::string_view prefix) {
  GlobPattern pattern = GlobPattern::parse(glob);
  if (pattern.segments.empty() || !pattern.anchored) return glob;   // matches at any depth
  std::size_t used = 0;
  for (std::string_view rest = prefix; !rest.empty();) {
    if (used == pattern.segments.size()) return "**";               // a folder above the scan root matches: so does all below
    if (pattern.segments[used] == "**") break;
    auto slash = rest.find('/');
    if (!segment_match(pattern.segments[used], rest.substr(0, slash))) return {};
    ++used;
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  }
  if (used == pattern.segments.size()) return "**";
  std::string out = pattern.negated ? "!" : "";
  for (std::size_t i = used; i < pattern.segments.size(); ++i) out += "/" + pattern.segments[i];
  return out + (pattern.directory_only ? "/" : "");
}

void rebase_all(std::vector<std::string>& globs, const std::string& prefix) {
  std::vector<std::string> out;
  for (const auto& glob : globs)
    if (std::string moved = rebased(glob, prefix); !moved.empty()) out.push_back(moved);
  globs = std::move(out);
}

std::string relative_to(const std::string& path, const std::string& root) {
  if (path == root) return {};
  return path.substr(root == "/" ? 1 : root.size() + 1);
}

}  // namespace

Places resolve_places(const std::vector<std::string>& paths) {
  Places out;
  std::vector<std::string> real;
  for (const auto& path : paths.empty() ? std::vector<std::string>{"."} : paths) {
    std::error_code code;
    fs::path resolved = fs::canonical(path, code);
    if (code) return out.error = path + ": " + (code == std::errc::no_such_file_or_directory ? "no such file or folder" : code.message()), out;
    if (!fs::is_directory(resolved, code) && !fs::is_regular_file(resolved, code)) return out.error = path + ": neither a file nor a folder", out;
    real.push_back(resolved.string());
  }
  if (real.size() == 1) {
    std::error_code code;
    out.root = real[0];
    if (fs::is_directory(real[0], code)) return out;
    out.root = fs::path(real[0]).parent_path().string();
    out.only = {fs::path(real[0]).filename().string()};
    return out;
  }
  fs::path common = fs::path(real[0]);
  std::error_code code;
  if (!fs::is_directory(common, code)) common = common.parent_path();
  for (const auto& path : real)
    while (!(path == common.string() || path.starts_with(common == "/" ? "/" : common.string() + "/"))) common = common.parent_path();
  out.root = common.string();
  for (const auto& path : real) {
    out.only.push_back(relative_to(path, out.root));
    if (out.only.back().empty()) return out.only.clear(), out;
  }
  return out;
}

std::string find_config(const std::string& root) {
  std::string top = repository_root(root);
  if (top.empty()) top = root;
  for (fs::path at = root;; at = at.parent_path()) {
    for (const char* name : {"bulkhead.yaml", "bulkhead.yml"}) {
      std::error_code code;
      if (fs::is_regular_file(at / name, code)) return (at / name).string();
    }
    if (at == top || at == at.parent_path()) return {};
  }
}

void rebase_globs(Config& config, const std::string& prefix) {
  if (prefix.empty()) return;
  for (auto& environment : config.environments) rebase_all(environment.paths, prefix);
  rebase_all(config.exclude, prefix);
  for (auto& [glob, overrides] : config.rules_by_path) {
    std::string moved = rebased(glob, prefix);
    if (moved.empty()) overrides = {};
    else glob = moved;
  }
}

}  // namespace bulkhead::cli
