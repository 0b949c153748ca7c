// Data sources that look a resource up by its name, tag or path: joined with the resource of the estate that has it.
#include <algorithm>

#include "analyzer/facts/families.h"

namespace bulkhead::facts {
namespace {

/// `data.TYPE` with `asked` looks up the resource `type` whose `given` is the same. "@Name" is the tag Name, in `tags` or in a filter. With a `scope`
/// (an argument of both) the name is one inside that. What other tables read (databases, buckets, secrets, networks, vaults) is not here.
struct Lookup {
  std::string_view data, asked;
  std::string_view type, given;
  std::string_view scope = {};
};

constexpr Lookup kLookups[] = {
    {"aws_alb", "name", "aws_lb", "name"},
    {"aws_cloudwatch_log_group", "name", "aws_cloudwatch_log_group", "name"},
    {"aws_cognito_user_pools", "name", "aws_cognito_user_pool", "name"},
    {"aws_dynamodb_table", "name", "aws_dynamodb_table", "name"},
    {"aws_ecr_repository", "name", "aws_ecr_repository", "name"},
    {"aws_ecs_cluster", "cluster_name", "aws_ecs_cluster", "name"},
    {"aws_ecs_service", "service_name", "aws_ecs_service", "name"},
    {"aws_efs_file_system", "creation_token", "aws_efs_file_system", "creation_token"},
    {"aws_eks_cluster", "name", "aws_eks_cluster", "name"},
    {"aws_eks_cluster_auth", "name", "aws_eks_cluster", "name"},
    {"aws_elasticache_cluster", "cluster_id", "aws_elasticache_cluster", "cluster_id"},
    {"aws_elasticache_replication_group", "replication_group_id", "aws_elasticache_replication_group", "replication_group_id"},
    {"aws_elb", "name", "aws_elb", "name"},
    {"aws_iam_instance_profile", "name", "aws_iam_instance_profile", "name"},
    {"aws_iam_user", "user_name", "aws_iam_user", "name"},
    {"aws_instance", "@Name", "aws_instance", "@Name"},
    {"aws_kinesis_stream", "name", "aws_kinesis_stream", "name"},
    {"aws_kms_alias", "name", "aws_kms_alias", "name"},
    {"aws_kms_key", "key_id", "aws_kms_alias", "name"},
    {"aws_lambda_function", "function_name", "aws_lambda_function", "function_name"},
    {"aws_lb", "name", "aws_lb", "name"},
    {"aws_lb_target_group", "name", "aws_lb_target_group", "name"},
    {"aws_msk_cluster", "cluster_name", "aws_msk_cluster", "cluster_name"},
    {"aws_opensearch_domain", "domain_name", "aws_opensearch_domain", "domain_name"},
    {"aws_redshift_cluster", "cluster_identifier", "aws_redshift_cluster", "cluster_identifier"},
    {"aws_route53_zone", "name", "aws_route53_zone", "name"},
    {"aws_security_group", "@Name", "aws_security_group", "@Name"},
    {"aws_security_group", "name", "aws_security_group", "name"},
    {"aws_security_groups", "@Name", "aws_security_group", "@Name"},
    {"aws_sns_topic", "name", "aws_sns_topic", "name"},
    {"aws_sqs_queue", "name", "aws_sqs_queue", "name"},
    {"azurerm_app_configuration", "name", "azurerm_app_configuration", "name"},
    {"azurerm_container_registry", "name", "azurerm_container_registry", "name"},
    {"azurerm_cosmosdb_account", "name", "azurerm_cosmosdb_account", "name"},
    {"azurerm_kubernetes_cluster", "name", "azurerm_kubernetes_cluster", "name", "resource_group_name"},
    {"azurerm_log_analytics_workspace", "name", "azurerm_log_analytics_workspace", "name", "resource_group_name"},
    {"azurerm_mssql_server", "name", "azurerm_mssql_server", "name"},
    {"azurerm_mysql_flexible_server", "name", "azurerm_mysql_flexible_server", "name"},
    {"azurerm_network_security_group", "name", "azurerm_network_security_group", "name", "resource_group_name"},
    {"azurerm_postgresql_flexible_server", "name", "azurerm_postgresql_flexible_server", "name"},
    {"azurerm_postgresql_server", "name", "azurerm_postgresql_server", "name"},
    {"azurerm_private_dns_zone", "name", "azurerm_private_dns_zone", "name", "resource_group_name"},
    {"azurerm_redis_cache", "name", "azurerm_redis_cache", "name"},
    {"azurerm_resource_group", "name", "azurerm_resource_group", "name"},
    {"azurerm_servicebus_namespace", "name", "azurerm_servicebus_namespace", "name"},
    {"azurerm_storage_account", "name", "azurerm_storage_account", "name"},
    {"azurerm_subnet", "name", "azurerm_subnet", "name", "virtual_network_name"},
    {"azurerm_user_assigned_identity", "name", "azurerm_user_assigned_identity", "name", "resource_group_name"},
    {"azurerm_virtual_network", "name", "azurerm_virtual_network", "name", "resource_group_name"},
    {"google_compute_network", "name", "google_compute_network", "name"},
    {"google_compute_subnetwork", "name", "google_compute_subnetwork", "name"},
    {"google_container_cluster", "name", "google_container_cluster", "name"},
    {"google_project", "project_id", "google_project", "project_id"},
    {"google_pubsub_topic", "name", "google_pubsub_topic", "name"},
    {"google_service_account", "account_id", "google_service_account", "account_id"},
    {"google_sql_database_instance", "name", "google_sql_database_instance", "name"},
    {"google_storage_bucket", "name", "google_storage_bucket", "name"},
};

/// The argument's value; of "@Name" the tag's.
Value named_by(const Value& attributes, std::string_view path) {
  if (path != "@Name") return attributes[path];
  if (Value tag = attributes["tags"]["Name"]; !tag.is_absent()) return tag;
  for (const Value& filter : attributes["filter"].items())
    if (filter["name"].equals("tag:Name").yes() && filter["values"].items().size() == 1) return filter["values"].at(0);
  return {};
}

/// Names that the provider makes in every account, and patterns.
bool names_one(std::string_view name) {
  return !name.empty() && name.find_first_of("*?") == std::string_view::npos && !name.starts_with("alias/aws/") && name != "default" && name.find(":") == std::string_view::npos;
}

void state_lookup(const Lookup& row, bool reads, const Resource& resource, FactSink& sink) {
  Value value = named_by(resource.attributes, reads ? row.asked : row.given);
  std::string name(value.as_string());
  while (name.ends_with('.')) name.pop_back();   // `example.com.`
  if (!names_one(name)) return;
  std::string identifier = std::string(row.type) + ":";
  if (!row.scope.empty()) {
    std::string_view scope = resource.attributes[row.scope].as_string();
    if (scope.empty()) return;
    identifier.append(scope).append("/");
  }
  Fact& fact = sink.state(reads ? FactKind::reads_state : FactKind::owns, IdentifierKind::arn, identifier + name, resource, value);
  fact.details["mechanism"] = std::string(row.type);
  fact.details["display"] = name;
  if (reads) fact.details["key"] = row.asked == "@Name" ? "Name" : std::string(row.asked);
}

}  // namespace

void terraform_lookup(const Resource& resource, FactSink& sink) {
  bool reads = resource.type.starts_with("data.");
  std::string_view type = reads ? resource.type.substr(5) : resource.type;
  std::string_view told;   // two ways to look up one type are one ownership
  for (const Lookup& row : kLookups) {
    if ((reads ? row.data : row.type) != type || (!reads && told == row.given)) continue;
    told = row.given;
    state_lookup(row, reads, resource, sink);
  }
}

}  // namespace bulkhead::facts
