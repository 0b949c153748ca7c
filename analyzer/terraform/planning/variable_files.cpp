#include "analyzer/terraform/planning/variable_files.h"

#include "analyzer/terraform/planning/backend_files.h"

#include <algorithm>
#include <array>
#include <map>

namespace bulkhead::terraform {
namespace {

/// Name without `.tfvars` or `.tfvars.json`; empty for other files.
std::string_view variable_stem(std::string_view name) {
  for (std::string_view suffix : {".tfvars.json", ".tfvars"})
    if (name.size() > suffix.size() && name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  return {};
}

/// What every environment is applied with, before its own file: no environment, although `common` means one elsewhere.
bool is_common(std::string_view stem) {
  for (std::string_view word : {"common", "base", "defaults", "globals", "all"})
    if (stem == word) return true;
  return false;
}

bool is_automatic(std::string_view stem) { return stem == "terraform" || stem.ends_with(".auto"); }

/// Whether the file assigns a variable that `wanted` takes.
template <class Wanted>
bool assigns(const Workspace& workspace, const SourceFile& file, const Wanted& wanted) {
  if (std::string_view(file.path).ends_with(".json")) {
    const auto& documents = workspace.data(file.id).tree.documents;
    if (documents.empty() || !documents[0].root) return false;
    const auto& members = documents[0].root->members;
    return std::any_of(members.begin(), members.end(), [&](const data::Member& member) { return wanted(member.key); });
  }
  const auto& attributes = workspace.hcl(file.id).tree.body->attributes;
  return std::any_of(attributes.begin(), attributes.end(), [&](const hcl::Attribute& attribute) { return wanted(attribute.name); });
}

class VariableFileFinder {
 public:
  VariableFileFinder(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary)
      : modules_(modules), workspace_(modules.workspace()), root_(root), vocabulary_(vocabulary), module_(modules.module(root)) {}

  std::vector<VariableFileSet> find() {
    below(root_);
    if (sets_.empty()) beside();
    std::vector<VariableFileSet> out;
    for (auto& [name, set] : sets_) {
      set.files.insert(set.files.begin(), common_.begin(), common_.end());
      out.push_back(std::move(set));
    }
    return out;
  }

 private:
  void below(const std::string& root) {
    for (const SourceFile* file : files_of_root(modules_, root)) {
      std::string_view stem = variable_stem(file_name_of(file->path));
      if (stem.empty() || is_backend_file(file->path)) continue;
      if (directory_of(file->path) == root_ && is_automatic(stem)) continue;
      add(*file, stem, std::string_view(file->path).substr(root.empty() ? 0 : root.size() + 1));
    }
  }

  /// variables/<env>/common.tfvars and variables/<env>/<root>.tfvars one or two folders up.
  void beside() {
    constexpr std::array kFolders = {"variables", "vars", "tfvars", "environments", "envs", "env", "config", "configs"};
    std::string_view name = file_name_of(root_);
    std::string parent(directory_of(root_));
    for (int up = 0; up < 2 && !root_.empty() && sets_.empty(); ++up) {
      for (std::string_view folder : kFolders) {
        std::string prefix = (parent.empty() ? "" : parent + "/") + std::string(folder) + "/";
        for (const SourceFile& file : workspace_.files_below(prefix)) {
          std::string_view stem = variable_stem(file_name_of(file.path));
          if (stem.empty()) continue;
          bool meant = stem == name || stem == "common" || stem == "global" || vocabulary_.word(stem);
          if (meant && assigns_ours(file)) add(file, stem, std::string_view(file.path).substr(prefix.size()));
        }
      }
      if (parent.empty()) break;
      parent = std::string(directory_of(parent));
    }
  }

  bool assigns_ours(const SourceFile& file) {
    return assigns(workspace_, file, [&](std::string_view name) { return module_->variable_index.contains(name); });
  }

  /// `below_root`: path of the file from the root or the variables folder on.
  void add(const SourceFile& file, std::string_view stem, std::string_view below_root) {
    if (stem.starts_with("terraform.")) stem.remove_prefix(10);
    if (stem.ends_with(".auto")) stem.remove_suffix(5);
    auto environment = is_common(stem) ? std::nullopt : vocabulary_.word(stem);
    std::string key = environment ? environment->name : "";
    if (!environment && !is_common(stem)) {
      auto named = vocabulary_.name(stem);
      if (named && named->strong) {
        environment = named->environment;
        key = environment->name + " " + std::string(stem);   // prod-eu.tfvars and prod-us.tfvars are two stacks
      }
    }
    for (std::string_view folder = directory_of(below_root); !environment && !folder.empty(); folder = directory_of(folder)) {
      environment = vocabulary_.word(file_name_of(folder));
      if (environment) key = environment->name;
    }
    if (!environment && is_common(stem)) common_.push_back(file.id);
    if (!environment) return;
    VariableFileSet& set = sets_[key];
    set.files.push_back(file.id);
    if (set.files.size() > 1) return;
    set.classification = {*environment, {EnvironmentReason::Signal::variable, "file " + file.path, SourceSpan{file.id, 0, 0}}};
  }

  ModuleCache& modules_;
  const Workspace& workspace_;
  const std::string& root_;
  const Vocabulary& vocabulary_;
  std::shared_ptr<const ModuleFiles> module_;
  std::map<std::string, VariableFileSet> sets_;
  std::vector<FileId> common_;
};

}  // namespace

std::vector<const SourceFile*> files_of_root(ModuleCache& modules, const std::string& root) {
  std::vector<const SourceFile*> out;
  const Workspace& workspace = modules.workspace();
  std::string prefix = root.empty() ? "" : root + "/";
  std::map<std::string, bool, std::less<>> foreign;   // folders that a nearer folder with configuration has
  auto is_foreign = [&](std::string directory) {
    while (directory != root) {
      if (!modules.module(directory)->empty()) return true;
      if (directory.empty()) return false;
      directory = std::string(directory_of(directory));
    }
    return false;
  };
  for (const SourceFile& file : workspace.files_below(prefix)) {
    if (variable_stem(file_name_of(file.path)).empty() && !is_backend_file(file.path)) continue;
    std::string directory(directory_of(file.path));
    auto known = foreign.find(directory);
    if (known == foreign.end()) known = foreign.emplace(directory, is_foreign(directory)).first;
    if (!known->second) out.push_back(&file);
  }
  return out;
}

Classification classify_by_name(std::string_view stem, std::string_view path, std::string_view root, const Vocabulary& vocabulary) {
  auto environment = vocabulary.word(stem);
  if (!environment)
    if (auto named = vocabulary.name(stem); named && named->strong) environment = named->environment;
  for (std::string_view folder = directory_of(path); !environment && !folder.empty(); folder = directory_of(folder)) {
    if (root == folder || (root.starts_with(folder) && root[folder.size()] == '/')) break;
    environment = vocabulary.word(file_name_of(folder));
  }
  return environment ? Classification{*environment, {}} : Classification();
}

Classification classify_variable_file(const SourceFile& file, std::string_view root, const Vocabulary& vocabulary) {
  std::string_view name = file_name_of(file.path), stem = variable_stem(name);
  if (stem.empty()) stem = name.substr(0, name.find('.'));
  if (stem.starts_with("terraform.")) stem.remove_prefix(10);
  Classification found = classify_by_name(stem, file.path, root, vocabulary);
  if (found.environment.known()) found.reason = {EnvironmentReason::Signal::variable, "file " + file.path, SourceSpan{file.id, 0, 0}};
  return found;
}

bool is_given_by_file(const Workspace& workspace, const std::string& root, const std::vector<FileId>& var_files, std::string_view variable) {
  auto wanted = [&](std::string_view name) { return name == variable; };
  for (FileId id : workspace.files_in(root)) {
    std::string_view stem = variable_stem(file_name_of(workspace.file(id).path));
    if (!stem.empty() && is_automatic(stem) && assigns(workspace, workspace.file(id), wanted)) return true;
  }
  return std::any_of(var_files.begin(), var_files.end(), [&](FileId id) { return assigns(workspace, workspace.file(id), wanted); });
}

std::vector<VariableFileSet> find_variable_files(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary) {
  return VariableFileFinder(modules, root, vocabulary).find();
}

}  // namespace bulkhead::terraform
