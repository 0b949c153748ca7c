// Login realms, secret stores, secrets read by name, and workload identities.
#include "analyzer/facts/attribute_table.h"
#include "analyzer/facts/families.h"

namespace bulkhead::facts {
namespace {

constexpr AttributeFact kRows[] = {
    {"aws_db_instance", "domain", FactKind::uses_realm, IdentifierKind::realm, "directory:"},
    {"aws_db_instance", "domain_fqdn", FactKind::uses_realm, IdentifierKind::realm, "ad:"},
    {"aws_directory_service_conditional_forwarder", "remote_domain_name", FactKind::uses_realm, IdentifierKind::realm, "ad:"},
    {"aws_directory_service_trust", "remote_domain_name", FactKind::uses_realm, IdentifierKind::realm, "ad:"},
    {"aws_eks_pod_identity_association", "role_arn", FactKind::uses_workload_identity, IdentifierKind::principal},
    {"aws_fsx_windows_file_system", "self_managed_active_directory.domain_name", FactKind::uses_realm, IdentifierKind::realm, "ad:"},
    {"aws_storagegateway_gateway", "smb_active_directory_settings.domain_name", FactKind::uses_realm, IdentifierKind::realm, "ad:"},
    {"aws_workspaces_directory", "directory_id", FactKind::uses_realm, IdentifierKind::realm, "directory:"},
    {"azurerm_federated_identity_credential", "issuer", FactKind::uses_workload_identity, IdentifierKind::hostname},
    {"data.aws_db_instance", "db_instance_identifier", FactKind::reads_state, IdentifierKind::database},
    {"data.aws_directory_service_directory", "directory_id", FactKind::uses_realm, IdentifierKind::realm, "directory:"},
    {"data.aws_iam_role", "name", FactKind::reads_state, IdentifierKind::principal},
    {"data.aws_rds_cluster", "cluster_identifier", FactKind::reads_state, IdentifierKind::database},
    {"data.aws_s3_bucket", "bucket", FactKind::reads_state, IdentifierKind::bucket},
    {"data.aws_s3_object", "bucket", FactKind::reads_state, IdentifierKind::bucket},
    {"data.aws_secretsmanager_secret", "arn", FactKind::reads_state, IdentifierKind::secret},
    {"data.aws_secretsmanager_secret", "name", FactKind::reads_state, IdentifierKind::secret},
    {"data.aws_secretsmanager_secret_version", "secret_id", FactKind::reads_state, IdentifierKind::secret},
    {"data.aws_ssm_parameter", "name", FactKind::reads_state, IdentifierKind::secret},
    {"data.azurerm_key_vault", "name", FactKind::uses_secret_store, IdentifierKind::secret_store, "keyvault:"},
    {"data.google_secret_manager_secret_version", "project", FactKind::reads_state, IdentifierKind::account},
    {"data.google_secret_manager_secret_version", "secret", FactKind::reads_state, IdentifierKind::secret},
    {"data.kubernetes_config_map", "metadata.namespace", FactKind::reads_state, IdentifierKind::kubernetes_namespace},
    {"data.kubernetes_secret", "metadata.namespace", FactKind::reads_state, IdentifierKind::kubernetes_namespace},
    {"data.kubernetes_secret_v1", "metadata.namespace", FactKind::reads_state, IdentifierKind::kubernetes_namespace},
    {"data.vault_generic_secret", "path", FactKind::reads_state, IdentifierKind::secret},
    {"data.vault_kv_secret_v2", "name", FactKind::reads_state, IdentifierKind::secret},
    {"google_service_account_iam_binding", "service_account_id", FactKind::uses_workload_identity, IdentifierKind::principal},
    {"google_service_account_iam_member", "service_account_id", FactKind::uses_workload_identity, IdentifierKind::principal},
    {"kubernetes_secret", "metadata.namespace", FactKind::copies_secret, IdentifierKind::kubernetes_namespace},
    {"kubernetes_secret_v1", "metadata.namespace", FactKind::copies_secret, IdentifierKind::kubernetes_namespace},
    {"provider.auth0", "domain", FactKind::uses_realm, IdentifierKind::realm, "auth0:"},
    {"provider.azuread", "tenant_id", FactKind::uses_realm, IdentifierKind::realm, "entra:"},
    {"provider.azurerm", "tenant_id", FactKind::uses_realm, IdentifierKind::realm, "entra:"},
    {"provider.okta", "org_name", FactKind::uses_realm, IdentifierKind::realm, "okta-org:"},
    {"provider.vault", "address", FactKind::uses_secret_store, IdentifierKind::secret_store, "vault:"},
    {"vault_jwt_auth_backend", "bound_issuer", FactKind::uses_realm, IdentifierKind::realm, "oidc:"},
    {"vault_jwt_auth_backend", "oidc_discovery_url", FactKind::uses_realm, IdentifierKind::realm, "oidc:"},
    {"vault_ldap_auth_backend", "userdn", FactKind::uses_realm, IdentifierKind::realm, "ldap:"},
};

}  // namespace

void terraform_identity(const Resource& resource, FactSink& sink) { state_attributes(kRows, resource, sink); }

}  // namespace bulkhead::facts
