#include "analyzer/terraform/planning/backend_files.h"

#include <algorithm>
#include <array>
#include <set>

#include "analyzer/terraform/planning/variable_files.h"

namespace bulkhead::terraform {
namespace {

constexpr std::array kEndings = {".tfbackend", ".backend.tfvars", ".tfvars", ".hcl", ".conf", ".config", ".backend"};
constexpr std::array kWords = {"backend", "backends", "backend-config", "backend-configs", "backend_config", "backend_configs", "tfbackend", "backend_vars"};

std::string_view stem_of(std::string_view name) {
  for (std::string_view ending : kEndings)
    if (name.size() > ending.size() && name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return {};
}

bool is_separator(char c) { return c == '-' || c == '_' || c == '.'; }

/// `backend-prod`, `prod.backend` -> prod; empty where the name is `backend` alone; nullopt where it does not say backend.
std::optional<std::string_view> beside_backend(std::string_view stem) {
  constexpr std::string_view kWord = "backend";
  if (stem == kWord) return std::string_view();
  if (stem.size() <= kWord.size()) return std::nullopt;
  if (stem.starts_with(kWord) && is_separator(stem[kWord.size()])) return stem.substr(kWord.size() + 1);
  if (stem.ends_with(kWord) && is_separator(stem[stem.size() - kWord.size() - 1])) return stem.substr(0, stem.size() - kWord.size() - 1);
  for (std::string_view lead : {"backend-config-", "backend_config_"})
    if (stem.starts_with(lead)) return stem.substr(lead.size());
  return std::nullopt;
}

}  // namespace

bool is_backend_file(std::string_view path) {
  std::string_view name = file_name_of(path);
  if (name.ends_with(".tfbackend") || name.ends_with(".backend.tfvars")) return true;
  std::string_view stem = stem_of(name);
  if (stem.empty()) return false;
  std::string_view folder = file_name_of(directory_of(path));
  return beside_backend(stem).has_value() || std::find(kWords.begin(), kWords.end(), folder) != kWords.end();
}

Classification classify_backend_file(const SourceFile& file, std::string_view root, const Vocabulary& vocabulary) {
  std::string_view stem = stem_of(file_name_of(file.path));
  if (auto beside = beside_backend(stem)) stem = *beside;
  Classification found = classify_by_name(stem, file.path, root, vocabulary);
  if (found.environment.known()) found.reason = {EnvironmentReason::Signal::variable, "backend file " + file.path, SourceSpan{file.id, 0, 0}};
  return found;
}

std::map<std::string, BackendFile> find_backend_files(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary) {
  std::map<std::string, BackendFile> out;
  if (modules.module(root)->backends.empty()) return out;
  std::set<std::string> several;
  for (const SourceFile* file : files_of_root(modules, root)) {
    if (!is_backend_file(file->path) || is_configuration_file(file_name_of(file->path))) continue;
    Classification environment = classify_backend_file(*file, root, vocabulary);
    if (!environment.environment.known() || environment.environment.tier == Tier::shared) continue;
    if (!out.emplace(environment.environment.name, BackendFile{environment, file->id}).second) several.insert(environment.environment.name);
  }
  for (const std::string& name : several) out.erase(name);
  return out;
}

}  // namespace bulkhead::terraform
