#include "analyzer/terraform/planning/variable_files.h"

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

bool is_automatic(std::string_view stem) { return stem == "terraform" || stem.ends_with(".auto"); }

class VariableFileFinder {
 public:
  VariableFileFinder(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary)
      : modules_(modules), workspace_(modules.workspace()), root_(root), vocabulary_(vocabulary), module_(modules.module(root)) {}

  std::vector<VariableFileSet> find() {
    below(root_);
    if (sets_.empty()) beside();
    std::vector<VariableFileSet> out;
    for (auto& [name, set] : sets_) out.push_back(std::move(set));
    return out;
  }

 private:
  void below(const std::string& root) {
    std::string prefix = root.empty() ? "" : root + "/";
    auto files = workspace_.files();
    auto at = std::lower_bound(files.begin(), files.end(), prefix, [](const SourceFile& f, const std::string& text) { return f.path < text; });
    for (; at != files.end() && std::string_view(at->path).starts_with(prefix); ++at) {
      std::string_view stem = variable_stem(file_name_of(at->path));
      if (stem.empty()) continue;
      std::string directory(directory_of(at->path));
      bool in_root = directory == root_;
      if ((in_root && is_automatic(stem)) || (!in_root && belongs_to_other_root(directory))) continue;
      add(*at, stem, std::string_view(at->path).substr(prefix.size()));
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
        auto files = workspace_.files();
        auto at = std::lower_bound(files.begin(), files.end(), prefix, [](const SourceFile& f, const std::string& text) { return f.path < text; });
        for (; at != files.end() && std::string_view(at->path).starts_with(prefix); ++at) {
          std::string_view stem = variable_stem(file_name_of(at->path));
          if (stem.empty()) continue;
          bool meant = stem == name || stem == "common" || stem == "global" || vocabulary_.word(stem);
          if (meant && assigns_ours(*at)) add(*at, stem, std::string_view(at->path).substr(prefix.size()));
        }
      }
      if (parent.empty()) break;
      parent = std::string(directory_of(parent));
    }
  }

  /// A nearer folder with configuration between the root and the file.
  bool belongs_to_other_root(std::string directory) {
    while (directory != root_) {
      if (!modules_.module(directory)->empty()) return true;
      if (directory.empty()) return false;
      directory = std::string(directory_of(directory));
    }
    return false;
  }

  bool assigns_ours(const SourceFile& file) {
    if (std::string_view(file.path).ends_with(".json")) {
      const auto& documents = workspace_.data(file.id).tree.documents;
      if (documents.empty() || !documents[0].root) return false;
      for (const data::Member& member : documents[0].root->members)
        if (module_->variable_index.contains(member.key)) return true;
      return false;
    }
    for (const hcl::Attribute& attribute : workspace_.hcl(file.id).tree.body->attributes)
      if (module_->variable_index.contains(attribute.name)) return true;
    return false;
  }

  /// `below_root`: path of the file from the root or the variables folder on.
  void add(const SourceFile& file, std::string_view stem, std::string_view below_root) {
    if (stem.starts_with("terraform.")) stem.remove_prefix(10);
    if (stem.ends_with(".auto")) stem.remove_suffix(5);
    auto environment = vocabulary_.word(stem);
    std::string key = environment ? environment->name : "";
    if (!environment) {
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
};

}  // namespace

std::vector<VariableFileSet> find_variable_files(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary) {
  return VariableFileFinder(modules, root, vocabulary).find();
}

}  // namespace bulkhead::terraform
