#include "analyzer/model/fact.h"

namespace bulkhead {

std::string_view to_string(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::account: return "account";
    case IdentifierKind::network: return "network";
    case IdentifierKind::cidr: return "cidr";
    case IdentifierKind::hostname: return "hostname";
    case IdentifierKind::bucket: return "bucket";
    case IdentifierKind::arn: return "arn";
    case IdentifierKind::database: return "database";
    case IdentifierKind::snapshot: return "snapshot";
    case IdentifierKind::state: return "state";
    case IdentifierKind::state_store: return "state-store";
    case IdentifierKind::kubernetes_namespace: return "namespace";
    case IdentifierKind::service_account: return "service-account";
    case IdentifierKind::principal: return "principal";
    case IdentifierKind::secret: return "secret";
    case IdentifierKind::secret_store: return "secret-store";
    case IdentifierKind::credential: return "credential";
    case IdentifierKind::realm: return "realm";
    case IdentifierKind::client: return "client";
    case IdentifierKind::environment_name: return "environment-name";
  }
  return "";
}

std::string_view to_string(FactKind kind) {
  switch (kind) {
    case FactKind::owns: return "owns";
    case FactKind::belongs_to_account: return "belongs-to-account";
    case FactKind::stores_state: return "stores-state";
    case FactKind::connects: return "connects";
    case FactKind::admits: return "admits";
    case FactKind::selects_peer: return "selects-peer";
    case FactKind::refers: return "refers";
    case FactKind::reads_state: return "reads-state";
    case FactKind::trusts: return "trusts";
    case FactKind::grants: return "grants";
    case FactKind::binds_role: return "binds-role";
    case FactKind::holds_credential: return "holds-credential";
    case FactKind::copies_secret: return "copies-secret";
    case FactKind::uses_secret_store: return "uses-secret-store";
    case FactKind::uses_workload_identity: return "uses-workload-identity";
    case FactKind::uses_realm: return "uses-realm";
    case FactKind::uses_client: return "uses-client";
    case FactKind::restores_data: return "restores-data";
    case FactKind::copies_data: return "copies-data";
  }
  return "";
}

}  // namespace bulkhead
