// Reading a module from files that are put together elsewhere (Terragrunt generates some).
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "analyzer/terraform/declaration.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::terraform {

/// A configuration file of a module.
struct ConfigurationText {
  std::string name;                  // without folders: it decides the order and what overrides
  FileId file = FileId::none;        // what its places belong to
  const hcl::Body* body = nullptr;   // null: the workspace's file
};

/// The configuration files directly in `directory`.
std::vector<ConfigurationText> configuration_files(const Workspace& workspace, const std::string& directory);
/// Files in Terraform's order: plain ones by name, then override files by name.
std::shared_ptr<ModuleFiles> read_module(const Workspace& workspace, const std::string& directory, std::vector<ConfigurationText> files);

}  // namespace bulkhead::terraform
