#include "analyzer/terraform/planning/roots.h"

#include <set>

namespace bulkhead::terraform {
namespace {

bool has_own_variables(const Workspace& workspace, const std::string& directory) {
  for (FileId id : workspace.files_in(directory)) {
    std::string_view name = file_name_of(workspace.file(id).path);
    if (name == "terraform.tfvars" || name == "terraform.tfvars.json" || name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json")) return true;
  }
  return false;
}

bool declares_something(const ModuleFiles& module) {
  return !module.resources.empty() || !module.modules.empty() || !module.locals.empty() || !module.providers.empty() || !module.backends.empty() ||
         !module.outputs.empty();
}

}  // namespace

std::vector<std::string> configuration_folders(const Workspace& workspace) {
  std::vector<std::string> out;
  for (std::string& directory : workspace.directories()) {
    if (("/" + directory + "/").find("/.terraform/") != std::string::npos) continue;
    if (has_configuration(workspace, directory)) out.push_back(std::move(directory));
  }
  return out;
}

std::vector<std::string> find_roots(ModuleCache& modules, const std::set<std::string, std::less<>>& taken) {
  std::vector<std::shared_ptr<const ModuleFiles>> found;
  for (const std::string& directory : configuration_folders(modules.workspace())) found.push_back(modules.module(directory));
  std::set<std::string, std::less<>> called = taken;
  for (const auto& module : found)
    for (const Declaration& call : module->modules) {
      auto directory = modules.resolve_source(module->directory, module->directory, call.name, module_source(call));
      if (directory && *directory != module->directory) called.insert(*directory);
    }
  std::vector<std::string> roots;
  for (const auto& module : found) {
    bool own = !module->backends.empty() || has_own_variables(modules.workspace(), module->directory);
    if (declares_something(*module) && (own || !called.contains(module->directory))) roots.push_back(module->directory);
  }
  return roots;
}

}  // namespace bulkhead::terraform
