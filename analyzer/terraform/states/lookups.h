// How data sources look resources up, and what they find where the estate has the resource.
#pragma once
#include <optional>
#include <string_view>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// `data.TYPE` with `asked` looks up the resource `type` whose `given` is the same. "@Name" is the tag Name, in `tags` or in a filter. With a `scope`
/// (an argument of both) the name is one inside that.
struct Lookup {
  std::string_view data, asked;
  std::string_view type, given;
  std::string_view scope = {};
  enum class Use : unsigned char { both, value };
  Use use = Use::both;   // value: other tables say whose it is
};

inline constexpr Lookup kLookups[] = {
    {"aws_alb", "name", "aws_lb", "name"},
    {"aws_cloudwatch_log_group", "name", "aws_cloudwatch_log_group", "name"},
    {"aws_cognito_user_pools", "name", "aws_cognito_user_pool", "name"},
    {"aws_db_instance", "db_instance_identifier", "aws_db_instance", "identifier", {}, Lookup::Use::value},
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
    {"aws_iam_role", "name", "aws_iam_role", "name", {}, Lookup::Use::value},
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
    {"aws_rds_cluster", "cluster_identifier", "aws_rds_cluster", "cluster_identifier", {}, Lookup::Use::value},
    {"aws_redshift_cluster", "cluster_identifier", "aws_redshift_cluster", "cluster_identifier"},
    {"aws_route53_zone", "name", "aws_route53_zone", "name"},
    {"aws_s3_bucket", "bucket", "aws_s3_bucket", "bucket", {}, Lookup::Use::value},
    {"aws_security_group", "@Name", "aws_security_group", "@Name"},
    {"aws_security_group", "name", "aws_security_group", "name"},
    {"aws_security_groups", "@Name", "aws_security_group", "@Name"},
    {"aws_sns_topic", "name", "aws_sns_topic", "name"},
    {"aws_sqs_queue", "name", "aws_sqs_queue", "name"},
    {"aws_subnet", "@Name", "aws_subnet", "@Name", {}, Lookup::Use::value},
    {"aws_ssm_parameter", "name", "aws_ssm_parameter", "name", {}, Lookup::Use::value},
    {"aws_vpc", "@Name", "aws_vpc", "@Name", {}, Lookup::Use::value},
    {"azurerm_app_configuration", "name", "azurerm_app_configuration", "name"},
    {"azurerm_container_registry", "name", "azurerm_container_registry", "name"},
    {"azurerm_cosmosdb_account", "name", "azurerm_cosmosdb_account", "name"},
    {"azurerm_key_vault", "name", "azurerm_key_vault", "name", {}, Lookup::Use::value},
    {"azurerm_key_vault_secret", "name", "azurerm_key_vault_secret", "name", "key_vault_id", Lookup::Use::value},
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

/// What a data source asks for, or what a resource is called: the argument's text, of "@Name" the tag's; with a scope that in front ("vault/secret").
/// Empty where it is not known, a pattern, or a name that the provider makes.
std::string lookup_name(ModuleInstance& module, ResourceInstance& instance, std::string_view argument, std::string_view scope);

/// An attribute of a data source that the configuration of the resource it finds states, with the trail from the data source into the stack that has
/// the resource. nullopt where the estate has no such resource or several that may be meant, where the attribute is not written, and for parameters of
/// type SecureString. What a vault keeps is sensitive.
std::optional<Value> looked_up_attribute(ModuleInstance& module, ResourceInstance& instance, std::string_view attribute);

}  // namespace bulkhead::terraform
