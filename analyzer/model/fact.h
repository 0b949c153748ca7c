// Typed facts: the only thing that crosses a unit's border. Facts own their strings, so units can be dropped or cached.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/environment.h"
#include "parsers/text/span.h"

namespace bulkhead {

/// One step of a trail or one related place.
struct Note {
  SourceSpan at;
  std::string text;
  std::string environment;   // of that end, where it has one
};

/// What the identifier of a fact names. Equal kind and equal normalised text = the same thing.
enum class IdentifierKind : std::uint8_t {
  account,            // AWS account, Azure subscription, GCP project
  network,            // VPC, VNet, GCP network id or resource identity "unit#address"
  cidr,               // a.b.c.d/n, normalised
  hostname,           // lower-case DNS name without port
  bucket,             // S3/GCS bucket, Azure storage account[/container]
  arn,                // ARN or Azure/GCP resource id
  database,           // DB instance/cluster identifier
  snapshot,           // DB/volume snapshot identifier
  state,              // state object "s3:bucket/key@workspace"
  state_store,        // bucket/container of states "s3:bucket"
  kubernetes_namespace,  // "cluster/namespace" or "namespace"
  service_account,    // Kubernetes service account "namespace/name"
  principal,          // IAM role/user ARN, GSA mail, managed identity client id
  secret,             // secret path/name in a store
  secret_store,       // Vault address+namespace+mount, Key Vault, ClusterSecretStore backend
  credential,         // keyed digest of a secret value; never the value
  realm,              // login realm: "keycloak:host/realm", "cognito:domain", "entra:tenant", "ad:domain" …
  client,             // OAuth/OIDC client "realm|client_id" or "client_id"
  environment_name,   // bare environment token in a typed field (evidence C)
};
std::string_view to_string(IdentifierKind kind);

/// What a unit says about the identifier.
enum class FactKind : std::uint8_t {
  owns,                   // this unit's environment owns the identifier
  belongs_to_account,     // runs in that account
  stores_state,           // its Terraform state is that object / in that store
  connects,               // network link: peering, gateway, endpoint, VPN …
  admits,                 // firewall lets the identifier in (or out: detail "direction")
  selects_peer,           // NetworkPolicy peer
  refers,                 // endpoint or identifier in configuration
  reads_state,            // remote state, tfe_outputs, dependency, data source by name
  trusts,                 // role trust, assume role
  grants,                 // resource policy gives access to
  binds_role,             // RoleBinding subject
  holds_credential,       // carries that credential
  copies_secret,          // reflects/writes a secret into
  uses_secret_store, uses_workload_identity, uses_realm, uses_client,
  restores_data,          // data restored or replicated from
  copies_data,            // data written to
};
std::string_view to_string(FactKind kind);

struct Fact {
  FactKind kind = FactKind::owns;
  IdentifierKind identifier_kind = IdentifierKind::environment_name;
  std::string identifier;          // normalised; never a secret value
  std::string unit;                // Unit::id
  std::string resource;            // Resource::address
  Environment environment;         // of the resource that states it
  SourceSpan at;                   // where a person edits it (decisive span)
  std::vector<Note> trail;         // from `at` to where the value arrived
  /// Where `at` is a root's reference into a shared module: the place in there, and where the module takes over what holds it.
  std::vector<Note> within;
  /// Small typed extras, documented where the fact is made: "ports", "direction", "key" (configuration key),
  /// "mechanism" ("aws_vpc_peering_connection"), "peer_environment" (when the reference itself names one), "display".
  std::map<std::string, std::string, std::less<>> details;
};

}  // namespace bulkhead
