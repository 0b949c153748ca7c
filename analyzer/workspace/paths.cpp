// Relative paths and languages by name.
#include "analyzer/workspace/workspace.h"

namespace bulkhead {
namespace {

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Dockerfile, Dockerfile.prod, api.Dockerfile, Containerfile …; an ignore file of that name (`Dockerfile.dockerignore`) is none.
bool dockerfile_name(const std::string& name) {
  if (name.ends_with("ignore") || name.ends_with(".md") || name.ends_with(".sh")) return false;
  return name == "dockerfile" || name == "containerfile" || name.starts_with("dockerfile.") ||
         name.starts_with("containerfile.") || name.starts_with("dockerfile-") || ends_with_any(name, {".dockerfile", ".containerfile"});
}

}  // namespace

std::optional<std::string> normalise_path(std::string_view path) {
  if (path.starts_with('/')) return std::nullopt;
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    auto slash = path.find('/');
    auto part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string out;
  for (auto part : parts) {
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

std::string_view directory_of(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view file_name_of(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Language language_of(std::string_view path) {
  std::string name = lower(file_name_of(path));
  if (name.ends_with(".tf") || name.ends_with(".tofu")) return Language::terraform;
  if (ends_with_any(name, {".tf.json", ".tofu.json"})) return Language::terraform_json;
  if (name.ends_with(".tfvars")) return Language::tfvars;
  if (name.ends_with(".tfvars.json")) return Language::tfvars_json;
  if (name == ".terraform.lock.hcl") return Language::other;
  if (name.ends_with(".hcl")) return Language::hcl;
  if (dockerfile_name(name)) return Language::dockerfile;
  if (ends_with_any(name, {".yaml", ".yml"})) return Language::yaml;
  if (name.ends_with(".json")) return Language::json;
  if (ends_with_any(name, {".sh", ".bash"})) return Language::shell;
  if (name == ".env" || name.starts_with(".env.") || name.ends_with(".env")) return Language::env_file;
  return Language::other;
}

}  // namespace bulkhead
