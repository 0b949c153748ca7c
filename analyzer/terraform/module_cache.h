// Every folder's declarations, read once and shared by all stacks of a scan.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "analyzer/terraform/declaration.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::terraform {

/// Thread safe: the workspace keeps what was read. Lives as long as that; units evaluated with it may outlive it.
class ModuleCache {
 public:
  explicit ModuleCache(const Workspace& workspace) : workspace_(workspace) {}

  const Workspace& workspace() const { return workspace_; }
  /// Declarations of `directory`; empty() when it holds no configuration.
  std::shared_ptr<const ModuleFiles> module(const std::string& directory);
  /// Where a module call's source leads: a folder inside the scan root, by a relative path or by `.terraform/modules/modules.json`
  /// of the root module. nullopt: a remote module or a folder that is not here.
  std::optional<std::string> resolve_source(const std::string& root, const std::string& directory, std::string_view call_key,
                                            std::string_view source);

 private:
  const Workspace& workspace_;
};

/// Reads one folder. Files in Terraform's order: plain ones by name, then override files by name.
std::shared_ptr<const ModuleFiles> read_module(const Workspace& workspace, const std::string& directory);

/// True for *.tf, *.tofu, *.tf.json and *.tofu.json.
bool is_configuration_file(std::string_view name);
/// Whether the folder holds Terraform configuration.
bool has_configuration(const Workspace& workspace, std::string_view directory);

}  // namespace bulkhead::terraform
