#include "analyzer/terraform/module_cache.h"

#include <algorithm>

namespace bulkhead::terraform {

std::shared_ptr<const ModuleFiles> ModuleCache::module(const std::string& directory) {
  return workspace_.derived<ModuleFiles>("module\n" + directory, [&] { return read_module(workspace_, directory); });
}

bool has_configuration(const Workspace& workspace, std::string_view directory) {
  for (FileId id : workspace.files_in(directory))
    if (is_configuration_file(file_name_of(workspace.file(id).path))) return true;
  return false;
}

namespace {

/// Directory of the module with this key in `.terraform/modules/modules.json` of the root module.
std::optional<std::string> installed_directory(const Workspace& workspace, const std::string& root, std::string_view call_key) {
  auto manifest = normalise_path(root + "/.terraform/modules/modules.json");
  const SourceFile* file = manifest ? workspace.find(*manifest) : nullptr;
  if (!file) return std::nullopt;
  const auto& parsed = workspace.data(file->id);
  if (parsed.tree.documents.empty() || !parsed.tree.documents[0].root) return std::nullopt;
  const data::Node* modules = parsed.tree.documents[0].root->get("Modules");
  if (!modules) return std::nullopt;
  for (const data::Node* module : modules->items) {
    const data::Node* key = module->get("Key");
    const data::Node* directory = module->get("Dir");
    if (!key || !directory || key->text != call_key) continue;
    return normalise_path(root + "/" + std::string(directory->text));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> ModuleCache::resolve_source(const std::string& root, const std::string& directory, std::string_view call_key,
                                                       std::string_view source) {
  std::optional<std::string> found;
  if (source.starts_with("./") || source.starts_with("../") || source == "." || source == "..")
    found = normalise_path(directory.empty() ? std::string(source) : directory + "/" + std::string(source));
  else
    found = installed_directory(workspace_, root, call_key);
  if (!found || module(*found)->empty()) return std::nullopt;
  return found;
}

}  // namespace bulkhead::terraform
