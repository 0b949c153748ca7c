#include "analyzer/terraform/states/state_name.h"

#include "analyzer/workspace/workspace.h"

namespace bulkhead::terraform {
namespace {

std::string text_of(const Value& value) { return value.is_unknown() ? recognisable_text(value) : std::string(value.as_string()); }

/// HCP Terraform and the remote backend: a workspace by its name, or by the prefix of its name.
StateName in_organization(const Value& config, std::string_view workspace) {
  Value workspaces = config["workspaces"];
  if (workspaces.is_list()) workspaces = workspaces.at(0);
  std::string own = text_of(workspaces["name"]);
  if (own.empty() && workspaces["prefix"].is_string()) own = text_of(workspaces["prefix"]) + std::string(workspace);
  return {"tfe:" + text_of(config["organization"]), own};
}

/// A path outside of the scan root names nothing here.
StateName in_file(const Value& config, std::string_view workspace, std::string_view directory) {
  bool named = !workspace.empty() && workspace != "default";
  std::string path = text_of(config["path"]);
  if (named) path = (text_of(config["workspace_dir"]).empty() ? "terraform.tfstate.d" : text_of(config["workspace_dir"])) + "/" + std::string(workspace) + "/terraform.tfstate";
  if (path.empty()) path = "terraform.tfstate";
  auto inside = path[0] == '/' ? std::nullopt : normalise_path(directory.empty() ? path : std::string(directory) + "/" + path);
  return {"local:", inside ? *inside : ""};
}

}  // namespace

bool StateName::complete() const {
  bool stored = store == "local:" || (!store.empty() && store.back() != ':' && !store.ends_with("/"));
  return stored && (!object.empty() || store.starts_with("http:")) && text().find("${") == std::string::npos;
}

StateName state_name(std::string_view backend, const Value& config, std::string_view workspace, std::string_view directory) {
  StateName name;
  auto part = [&](std::string_view key) { return text_of(config[key]); };
  if (backend == "s3") name = {"s3:" + part("bucket"), part("key")};
  else if (backend == "azurerm") name = {"azurerm:" + part("storage_account_name") + "/" + part("container_name"), part("key")};
  else if (backend == "gcs") name = {"gcs:" + part("bucket"), part("prefix")};
  else if (backend == "http") name = {"http:" + part("address"), ""};
  else if (backend == "consul") name = {"consul:" + part("address"), part("path")};
  else if (backend == "remote" || backend == "cloud") return in_organization(config, workspace);
  else if (backend == "local") return in_file(config, workspace, directory);
  else return {};
  if (workspace.empty() || workspace == "default") return name;
  std::string prefix = backend == "s3" ? part("workspace_key_prefix") : "";
  name.object += "@" + (prefix.empty() || prefix == "env:" ? "" : prefix + "/") + std::string(workspace);
  return name;
}

}  // namespace bulkhead::terraform
