// What a Terraform resource creates or declares as its own.
#include "analyzer/facts/attribute_table.h"
#include "analyzer/facts/families.h"
#include "analyzer/facts/identity.h"
#include "analyzer/facts/recognise.h"

namespace bulkhead::facts {
namespace {

constexpr AttributeFact kRows[] = {
    {"active_directory_domain_service", "domain_name", FactKind::owns, IdentifierKind::realm, "ad:"},
    {"aws_acm_certificate", "domain_name", FactKind::owns, IdentifierKind::hostname},
    {"aws_acm_certificate", "subject_alternative_names", FactKind::owns, IdentifierKind::hostname},
    {"aws_api_gateway_domain_name", "domain_name", FactKind::owns, IdentifierKind::hostname},
    {"aws_apigatewayv2_domain_name", "domain_name", FactKind::owns, IdentifierKind::hostname},
    {"aws_cloudfront_distribution", "aliases", FactKind::owns, IdentifierKind::hostname},
    {"aws_cognito_user_pool_domain", "domain", FactKind::owns, IdentifierKind::realm, "cognito:"},
    {"aws_db_instance", "identifier", FactKind::owns, IdentifierKind::database},
    {"aws_db_snapshot", "db_snapshot_identifier", FactKind::owns, IdentifierKind::snapshot},
    {"aws_directory_service_directory", "name", FactKind::owns, IdentifierKind::realm, "ad:"},
    {"aws_docdb_cluster", "cluster_identifier", FactKind::owns, IdentifierKind::database},
    {"aws_dynamodb_table", "name", FactKind::owns, IdentifierKind::database},
    {"aws_elasticache_cluster", "cluster_id", FactKind::owns, IdentifierKind::database},
    {"aws_elasticache_replication_group", "replication_group_id", FactKind::owns, IdentifierKind::database},
    {"aws_neptune_cluster", "cluster_identifier", FactKind::owns, IdentifierKind::database},
    {"aws_organizations_account", "name", FactKind::owns, IdentifierKind::account},
    {"aws_rds_cluster", "cluster_identifier", FactKind::owns, IdentifierKind::database},
    {"aws_rds_cluster_instance", "identifier", FactKind::owns, IdentifierKind::database},
    {"aws_rds_cluster_snapshot", "db_cluster_snapshot_identifier", FactKind::owns, IdentifierKind::snapshot},
    {"aws_redshift_cluster", "cluster_identifier", FactKind::owns, IdentifierKind::database},
    {"aws_route53_record", "name", FactKind::owns, IdentifierKind::hostname},
    {"aws_route53_zone", "name", FactKind::owns, IdentifierKind::hostname},
    {"aws_s3_bucket", "bucket", FactKind::owns, IdentifierKind::bucket},
    {"aws_s3_bucket", "bucket_prefix", FactKind::owns, IdentifierKind::bucket, "", "*"},
    {"aws_secretsmanager_secret", "name", FactKind::owns, IdentifierKind::secret},
    {"aws_ssm_parameter", "name", FactKind::owns, IdentifierKind::secret},
    {"aws_vpc", "cidr_block", FactKind::owns, IdentifierKind::cidr},
    {"aws_vpc_ipv4_cidr_block_association", "cidr_block", FactKind::owns, IdentifierKind::cidr},
    {"azurerm_active_directory_domain_service", "domain_name", FactKind::owns, IdentifierKind::realm, "ad:"},
    {"azurerm_cosmosdb_account", "name", FactKind::owns, IdentifierKind::hostname, "", ".documents.azure.com"},
    {"azurerm_dns_a_record", "fqdn", FactKind::owns, IdentifierKind::hostname},
    {"azurerm_dns_zone", "name", FactKind::owns, IdentifierKind::hostname},
    {"azurerm_eventhub_namespace", "name", FactKind::owns, IdentifierKind::hostname, "", ".servicebus.windows.net"},
    {"azurerm_key_vault", "name", FactKind::owns, IdentifierKind::secret_store, "keyvault:"},
    {"azurerm_linux_function_app", "name", FactKind::owns, IdentifierKind::hostname, "", ".azurewebsites.net"},
    {"azurerm_linux_web_app", "name", FactKind::owns, IdentifierKind::hostname, "", ".azurewebsites.net"},
    {"azurerm_mssql_server", "name", FactKind::owns, IdentifierKind::hostname, "", ".database.windows.net"},
    {"azurerm_mysql_flexible_server", "name", FactKind::owns, IdentifierKind::hostname, "", ".mysql.database.azure.com"},
    {"azurerm_postgresql_flexible_server", "name", FactKind::owns, IdentifierKind::hostname, "", ".postgres.database.azure.com"},
    {"azurerm_postgresql_server", "name", FactKind::owns, IdentifierKind::hostname, "", ".postgres.database.azure.com"},
    {"azurerm_private_dns_zone", "name", FactKind::owns, IdentifierKind::hostname},
    {"azurerm_redis_cache", "name", FactKind::owns, IdentifierKind::hostname, "", ".redis.cache.windows.net"},
    {"azurerm_servicebus_namespace", "name", FactKind::owns, IdentifierKind::hostname, "", ".servicebus.windows.net"},
    {"azurerm_storage_account", "name", FactKind::owns, IdentifierKind::bucket},
    {"azurerm_storage_container", "name", FactKind::owns, IdentifierKind::bucket},
    {"azurerm_subscription", "subscription_id", FactKind::owns, IdentifierKind::account},
    {"azurerm_virtual_network", "address_space", FactKind::owns, IdentifierKind::cidr},
    {"azurerm_windows_web_app", "name", FactKind::owns, IdentifierKind::hostname, "", ".azurewebsites.net"},
    {"cloudflare_record", "hostname", FactKind::owns, IdentifierKind::hostname},
    {"google_active_directory_domain", "domain_name", FactKind::owns, IdentifierKind::realm, "ad:"},
    {"google_compute_subnetwork", "ip_cidr_range", FactKind::owns, IdentifierKind::cidr},
    {"google_compute_subnetwork", "secondary_ip_range.ip_cidr_range", FactKind::owns, IdentifierKind::cidr},
    {"google_dns_managed_zone", "dns_name", FactKind::owns, IdentifierKind::hostname},
    {"google_dns_record_set", "name", FactKind::owns, IdentifierKind::hostname},
    {"google_project", "project_id", FactKind::owns, IdentifierKind::account},
    {"google_secret_manager_secret", "secret_id", FactKind::owns, IdentifierKind::secret},
    {"google_service_account", "account_id", FactKind::owns, IdentifierKind::principal},
    {"google_sql_database_instance", "name", FactKind::owns, IdentifierKind::database},
    {"google_storage_bucket", "name", FactKind::owns, IdentifierKind::bucket},
    {"kubernetes_ingress_v1", "spec.rule.host", FactKind::owns, IdentifierKind::hostname},
    {"kubernetes_namespace", "metadata.name", FactKind::owns, IdentifierKind::kubernetes_namespace},
    {"kubernetes_namespace_v1", "metadata.name", FactKind::owns, IdentifierKind::kubernetes_namespace},
    {"provider.aws", "allowed_account_ids", FactKind::belongs_to_account, IdentifierKind::account},
    {"provider.azurerm", "subscription_id", FactKind::belongs_to_account, IdentifierKind::account},
    {"provider.google", "project", FactKind::belongs_to_account, IdentifierKind::account},
    {"provider.google-beta", "project", FactKind::belongs_to_account, IdentifierKind::account},
    {"terragrunt.unit", "account", FactKind::belongs_to_account, IdentifierKind::account},
};

/// `environments_per_account = { nonprod = ["dev", "test"] }`: a local or variable that says which environments an account holds.
void account_members(const Resource& resource, FactSink& sink) {
  if (resource.type != "locals" && resource.type != "variable") return;
  auto words = key_words(resource.name);
  bool environments = words.has("environments") || words.has("envs");
  bool accounts = words.has("account") || words.has("accounts") || words.has("subscription") || words.has("subscriptions") || words.has("project") || words.has("projects");
  if (!environments || !accounts) return;
  for (const Entry& account : resource.attributes["value"].entries())
    for (const Value& member : account.value.items()) {
      auto environment = member.is_string() ? sink.vocabulary().word(member.as_string()) : std::nullopt;
      if (!environment || environment->tier == Tier::shared) continue;
      Fact& fact = sink.state(FactKind::belongs_to_account, IdentifierKind::account, sink.unit().directory + "#" + std::string(resource.name) + "." + std::string(account.key), resource, member);
      fact.environment = *environment;
      fact.details["display"] = std::string(account.key);
    }
}

}  // namespace

void terraform_ownership(const Resource& resource, FactSink& sink) {
  account_members(resource, sink);
  state_attributes(kRows, resource, sink);
  for (std::string& identity : identities_of(resource, sink))
    sink.state(FactKind::owns, IdentifierKind::network, std::move(identity), resource, resource.attributes).details["mechanism"] = std::string(resource.type);
}

}  // namespace bulkhead::facts
