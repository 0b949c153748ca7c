// Where Terraform's state lies, and whose state is read.
#include "analyzer/environments/inference.h"
#include "analyzer/facts/families.h"
#include "analyzer/facts/references.h"
#include "analyzer/terraform/states/state_name.h"

namespace bulkhead::facts {
namespace {

std::string text_of(const Value& value) { return value.is_unknown() ? recognisable_text(value) : std::string(value.as_string()); }

using terraform::StateName;

/// A state in a file beside the configuration is nothing that environments share.
StateName state_name(std::string_view backend, const Value& config, std::string_view workspace) {
  return backend == "local" ? StateName() : terraform::state_name(backend, config, workspace, {});
}

void own_state(const Resource& resource, FactSink& sink) {
  std::string_view backend = resource.type.substr(8);
  StateName name = state_name(backend, resource.attributes, resource.attributes["workspace"].as_string());
  if (name.store.empty() || name.store.back() == ':' || name.store.find("${") != std::string::npos) return;
  Value place = resource.attributes;
  for (std::string_view key : {"bucket", "container_name", "address", "organization"})
    if (place.is_map() && !resource.attributes[key].is_missing()) place = resource.attributes[key];
  sink.state(FactKind::stores_state, IdentifierKind::state_store, name.store, resource, place).details["mechanism"] = std::string(resource.type);
  if (name.object.empty() || name.object.find("${") != std::string::npos) return;
  const Value key = resource.attributes["key"].is_missing() ? place : resource.attributes["key"];
  sink.state(FactKind::stores_state, IdentifierKind::state, name.store + "/" + name.object, resource, key).details["mechanism"] = std::string(resource.type);
}

void remote_state(const Resource& resource, FactSink& sink) {
  Value config = resource.attributes["config"];
  if (config.is_list()) config = config.at(0);
  StateName name = state_name(text_of(resource.attributes["backend"]), config, text_of(resource.attributes["workspace"]));
  if (name.object.empty()) return;
  std::string identifier = name.store + "/" + name.object;
  std::optional<Environment> peer = environment_of_unknown_parts(identifier, sink.vocabulary());
  Value at = config["key"].is_missing() ? resource.attributes["workspace"] : config["key"];
  if (at.is_missing()) at = resource.attributes;
  Fact& fact = sink.state(FactKind::reads_state, IdentifierKind::state, std::move(identifier), resource, at);
  fact.details["mechanism"] = "terraform_remote_state";
  if (peer) fact.details["peer_environment"] = peer->name;
}

void workspace_outputs(const Resource& resource, FactSink& sink) {
  std::string workspace = text_of(resource.attributes["workspace"]);
  if (workspace.empty() || workspace.find("${") != std::string::npos) return;
  Fact& fact = sink.state(FactKind::reads_state, IdentifierKind::state, "tfe:" + text_of(resource.attributes["organization"]) + "/" + workspace, resource,
                          resource.attributes["workspace"]);
  fact.details["mechanism"] = "tfe_outputs";
}

/// A Terragrunt unit's outputs are read through its state, wherever that lies.
void terragrunt_unit(const Resource& resource, FactSink& sink) {
  const Value path = resource.attributes["path"], source = resource.attributes["source"];
  Fact& fact = sink.state(FactKind::stores_state, IdentifierKind::state, "terragrunt:" + std::string(path.as_string()), resource,
                          source.is_missing() ? resource.attributes : source);
  fact.details["display"] = std::string(path.as_string());
  fact.details["mechanism"] = "terragrunt";
}

void terragrunt_dependency(const Resource& resource, FactSink& sink) {
  const Value unit = resource.attributes["unit"];
  if (!unit.is_string()) return;
  Fact& fact = sink.state(FactKind::reads_state, IdentifierKind::state, "terragrunt:" + std::string(unit.as_string()), resource, resource.attributes["config_path"]);
  fact.details["display"] = std::string(unit.as_string());
  fact.details["mechanism"] = "terragrunt dependency";
}

/// A root that calls its modules for several environments keeps all of them in one state, and deploys them at once.
void called_environment(const Resource& resource, FactSink& sink) {
  if (resource.address.rfind(".module.") != std::string_view::npos) return;   // what is called in there is the same environment's
  for (const Entry& entry : resource.attributes.entries()) {
    if (!entry.value.is_string() || !declares_environment(entry.key)) continue;
    auto environment = sink.vocabulary().word(entry.value.as_string());
    if (!environment) continue;
    Fact& fact = sink.state(FactKind::stores_state, IdentifierKind::state, "unit:" + sink.unit().id, resource, entry.value);
    fact.environment = *environment;
    fact.details["display"] = sink.unit().id;
    fact.details["mechanism"] = "module";
    return;
  }
}

}  // namespace

void terraform_state(const Resource& resource, FactSink& sink) {
  if (resource.type == "module") called_environment(resource, sink);
  else if (resource.type.starts_with("backend.")) own_state(resource, sink);
  else if (resource.type == "data.terraform_remote_state") remote_state(resource, sink);
  else if (resource.type == "data.tfe_outputs") workspace_outputs(resource, sink);
  else if (resource.type == "terragrunt.unit") terragrunt_unit(resource, sink);
  else if (resource.type == "terragrunt.dependency") terragrunt_dependency(resource, sink);
}

}  // namespace bulkhead::facts
