// Secrets of Kubernetes objects: values they carry, stores they come from, and mechanisms that copy them elsewhere.
#include <algorithm>
#include <array>

#include "analyzer/facts/families.h"
#include "analyzer/facts/kubernetes_object.h"
#include "analyzer/facts/recognise.h"
#include "analyzer/secrets/detector.h"

namespace bulkhead::facts {
namespace {

bool any_word(std::string_view key, std::initializer_list<std::string_view> wanted) {
  for (const std::string& word : key_words(key))
    for (std::string_view other : wanted)
      if (word == other) return true;
  return false;
}

/// Everything in a Secret is a credential, except what only tells where or who.
std::optional<std::string> kind_in_secret(std::string_view key, std::string_view text) {
  if (auto kind = secrets::secret_kind(key, text)) return kind;
  if (text.size() < 8 || any_word(key, {"username", "user", "host", "hostname", "endpoint", "port", "database", "dbname", "ca", "crt", "cert", "certificate", "region", "email",
                                        "namespace", "name", "type", "issuer", "domain", "client", "bucket", "role", "arn", "id", "url", "uri"}))
    return std::nullopt;
  return secrets::secret_kind("password", text);   // what is no placeholder, reference or path
}

void state_credential(std::string_view key, std::string_view text, std::string_view kind, const Resource& resource, const Value& at, FactSink& sink) {
  Fact& fact = sink.state(FactKind::holds_credential, IdentifierKind::credential, secrets::digest(text), resource, at);
  fact.details["key"] = std::string(key);
  fact.details["display"] = secrets::describe(kind, text);
}

void hold_secret_data(const Resource& resource, FactSink& sink) {
  for (const Entry& entry : resource.attributes["stringData"].entries())
    if (auto kind = kind_in_secret(entry.key, entry.value.as_string())) state_credential(entry.key, entry.value.as_string(), *kind, resource, entry.value, sink);
  for (const Entry& entry : resource.attributes["data"].entries()) {
    std::string_view written = entry.value.as_string();
    if (written.starts_with("ENC[")) {   // SOPS: equal text is the same secret copied
      state_credential(entry.key, written, "encrypted value", resource, entry.value, sink);
      continue;
    }
    std::string text = decode_base64(written);
    while (text.ends_with('\n')) text.pop_back();
    if (auto kind = kind_in_secret(entry.key, text)) state_credential(entry.key, text, *kind, resource, entry.value, sink);
  }
}

void hold_settings(const Resource& resource, FactSink& sink) {
  for_each_setting(resource, [&](const Setting& setting) {
    if (setting.place == "spec" || setting.place == "annotation") return;   // names and references of objects, no literals
    std::string_view text = setting.value.as_string();
    if (auto kind = secrets::secret_kind(setting.key, text)) state_credential(setting.key, text, *kind, resource, setting.value, sink);
  });
}

/// Ciphertext of a SealedSecret: equal text in two places is the same secret.
void hold_sealed(const Resource& resource, FactSink& sink) {
  for (const Entry& entry : resource.attributes["spec"]["encryptedData"].entries())
    if (entry.value.as_string().size() >= 32) state_credential(entry.key, entry.value.as_string(), "sealed secret", resource, entry.value, sink);
}

void use_store(std::string identifier, const Value& at, std::string_view role, const Resource& resource, FactSink& sink) {
  if (identifier.find("${") != std::string::npos) return;
  Fact& fact = sink.state(FactKind::uses_secret_store, IdentifierKind::secret_store, std::move(identifier), resource, at);
  fact.details["mechanism"] = std::string(kind_of(resource));
  if (!role.empty()) fact.details["role"] = std::string(role);
  if (!resource.attributes["spec"]["conditions"].items().empty()) fact.details["bounded"] = "true";
}

/// Host of an address with or without scheme and port.
std::string host_of(std::string_view address) {
  if (auto scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  return normalise_hostname(address.substr(0, address.find_first_of(":/")));
}

/// vault:host[/namespace]/mount
void use_vault(const Value& server, const Value& space, const Value& mount, std::string_view role, const Resource& resource, FactSink& sink) {
  std::string identifier = host_of(server.as_string());
  if (identifier.empty()) return;
  for (const Value& part : {space, mount})
    if (!part.as_string().empty()) identifier += "/" + std::string(part.as_string());
  use_store("vault:" + identifier, server, role, resource, sink);
}

std::string_view vault_role(const Value& auth) {
  for (const Entry& method : auth.entries())
    if (method.value["role"].is_string()) return method.value["role"].as_string();
  return {};
}

void use_store_of(const Resource& resource, FactSink& sink) {
  const Value provider = resource.attributes["spec"]["provider"];
  const Value vault = provider["vault"], azure = provider["azurekv"]["vaultUrl"], google = provider["gcpsm"]["projectID"], aws = provider["aws"];
  if (vault.is_map()) use_vault(vault["server"], vault["namespace"], vault["path"], vault_role(vault["auth"]), resource, sink);
  if (azure.is_string()) use_store("keyvault:" + host_of(azure.as_string()).substr(0, host_of(azure.as_string()).find('.')), azure, {}, resource, sink);
  if (google.is_string()) use_store("gcpsm:" + std::string(google.as_string()), google, {}, resource, sink);
  if (auto arn = parse_arn(aws["role"].as_string()); arn && !arn->account.empty())   // without a role, the account is the cluster's own
    use_store("aws:" + std::string(arn->account) + "/" + std::string(aws["region"].as_string()), aws["role"], aws["role"].as_string(), resource, sink);
}

void use_provider_class(const Resource& resource, FactSink& sink) {
  const Value parameters = resource.attributes["spec"]["parameters"];
  if (parameters["keyvaultName"].is_string()) use_store("keyvault:" + std::string(parameters["keyvaultName"].as_string()), parameters["keyvaultName"], {}, resource, sink);
  if (parameters["vaultAddress"].is_string())
    use_vault(parameters["vaultAddress"], parameters["vaultNamespace"], {}, parameters["roleName"].as_string(), resource, sink);
}

/// Paths of secrets in a store: a word in them names an environment.
void refer_to_secret(const Value& path, const Resource& resource, FactSink& sink) {
  if (path.as_string().empty() || path.as_string().find("{{") != std::string_view::npos) return;
  Fact& fact = sink.state(FactKind::refers, IdentifierKind::secret, std::string(path.as_string()), resource, path);
  fact.details["mechanism"] = std::string(kind_of(resource));
}

/// The same entry of the same store is the same credential. A SecretStore belongs to its namespace: what stands behind it is not known here.
void hold_entry(const Value& remote, const Value& store, const Resource& resource, FactSink& sink) {
  std::string_view key = remote["key"].as_string(), property = remote["property"].as_string();
  if (key.empty() || key.find("{{") != std::string_view::npos || !store["kind"].equals("ClusterSecretStore").yes() || store["name"].as_string().empty()) return;
  std::string path = std::string(key) + (property.empty() ? "" : "#" + std::string(property));
  Fact& fact = sink.state(FactKind::holds_credential, IdentifierKind::secret, std::string(store["name"].as_string()) + ":" + path, resource, remote["key"]);
  fact.details["display"] = path;
}

void refer_to_secrets(const Resource& resource, FactSink& sink) {
  const Value spec = kind_of(resource) == "ClusterExternalSecret" ? resource.attributes["spec"]["externalSecretSpec"] : resource.attributes["spec"];
  for (const Value& item : spec["data"].items()) {
    refer_to_secret(item["remoteRef"]["key"], resource, sink);
    hold_entry(item["remoteRef"], spec["secretStoreRef"], resource, sink);
  }
  for (const Value& item : spec["dataFrom"].items()) {
    refer_to_secret(item["extract"]["key"], resource, sink);
    hold_entry(item["extract"], spec["secretStoreRef"], resource, sink);
  }
}

}  // namespace

void kubernetes_secrets(const Resource& resource, FactSink& sink) {
  std::string_view kind = kind_of(resource);
  if (kind == "Secret") hold_secret_data(resource, sink);
  else if (kind == "SealedSecret") hold_sealed(resource, sink);
  else if (kind == "SecretStore" || kind == "ClusterSecretStore") use_store_of(resource, sink);
  else if (kind == "SecretProviderClass") use_provider_class(resource, sink);
  else if (kind == "ExternalSecret" || kind == "ClusterExternalSecret") refer_to_secrets(resource, sink);
  else hold_settings(resource, sink);
}

}  // namespace bulkhead::facts
