// Which argument of a registry module becomes which attribute of which resource, by the modules' own documentation.
#pragma once
#include <string_view>

namespace bulkhead::terraform {

struct ModuleArgument {
  std::string_view source, type, argument;
  /// Path below the resource: each name before the last is a nested block. "[]": the argument is a list of blocks; else a map that ends the path
  /// is one block where the path has one before it.
  std::string_view path;
};

/// Sorted by source, then by type. What a rule on `module` itself judges (publicly_accessible, acl, the public access block) is not here.
inline constexpr ModuleArgument kModuleArguments[] = {
    {"Azure/aks/azurerm", "azurerm_kubernetes_cluster", "api_server_authorized_ip_ranges", "api_server_access_profile.authorized_ip_ranges"},
    {"Azure/aks/azurerm", "azurerm_kubernetes_cluster", "local_account_disabled", "local_account_disabled"},
    {"Azure/aks/azurerm", "azurerm_kubernetes_cluster", "private_cluster_enabled", "private_cluster_enabled"},
    {"Azure/aks/azurerm", "azurerm_kubernetes_cluster", "role_based_access_control_enabled", "role_based_access_control_enabled"},
    {"Azure/network/azurerm", "azurerm_virtual_network", "address_spaces", "address_space"},
    {"Azure/vnet/azurerm", "azurerm_virtual_network", "address_space", "address_space"},
    {"terraform-aws-modules/alb/aws", "aws_lb", "drop_invalid_header_fields", "drop_invalid_header_fields"},
    {"terraform-aws-modules/alb/aws", "aws_lb", "internal", "internal"},
    {"terraform-aws-modules/ec2-instance/aws", "aws_instance", "ami", "ami"},
    {"terraform-aws-modules/ec2-instance/aws", "aws_instance", "associate_public_ip_address", "associate_public_ip_address"},
    {"terraform-aws-modules/ec2-instance/aws", "aws_instance", "iam_instance_profile", "iam_instance_profile"},
    {"terraform-aws-modules/ec2-instance/aws", "aws_instance", "subnet_id", "subnet_id"},
    {"terraform-aws-modules/ec2-instance/aws", "aws_instance", "user_data", "user_data"},
    {"terraform-aws-modules/ec2-instance/aws", "aws_instance", "vpc_security_group_ids", "vpc_security_group_ids"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "cluster_enabled_log_types", "enabled_cluster_log_types"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "cluster_endpoint_private_access", "vpc_config.endpoint_private_access"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "cluster_endpoint_public_access", "vpc_config.endpoint_public_access"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "cluster_endpoint_public_access_cidrs", "vpc_config.public_access_cidrs"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "enabled_log_types", "enabled_cluster_log_types"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "endpoint_private_access", "vpc_config.endpoint_private_access"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "endpoint_public_access", "vpc_config.endpoint_public_access"},
    {"terraform-aws-modules/eks/aws", "aws_eks_cluster", "endpoint_public_access_cidrs", "vpc_config.public_access_cidrs"},
    {"terraform-aws-modules/elasticache/aws", "aws_elasticache_replication_group", "at_rest_encryption_enabled", "at_rest_encryption_enabled"},
    {"terraform-aws-modules/elasticache/aws", "aws_elasticache_replication_group", "auth_token", "auth_token"},
    {"terraform-aws-modules/elasticache/aws", "aws_elasticache_replication_group", "kms_key_id", "kms_key_id"},
    {"terraform-aws-modules/elasticache/aws", "aws_elasticache_replication_group", "transit_encryption_enabled", "transit_encryption_enabled"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "hard_expiry", "hard_expiry"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "max_password_age", "max_password_age"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "minimum_password_length", "minimum_password_length"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "password_reuse_prevention", "password_reuse_prevention"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "require_lowercase_characters", "require_lowercase_characters"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "require_numbers", "require_numbers"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "require_symbols", "require_symbols"},
    {"terraform-aws-modules/iam/aws//modules/iam-account", "aws_iam_account_password_policy", "require_uppercase_characters", "require_uppercase_characters"},
    {"terraform-aws-modules/kms/aws", "aws_kms_key", "deletion_window_in_days", "deletion_window_in_days"},
    {"terraform-aws-modules/kms/aws", "aws_kms_key", "enable_key_rotation", "enable_key_rotation"},
    {"terraform-aws-modules/lambda/aws", "aws_lambda_function", "environment_variables", "environment.variables"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "backup_retention_period", "backup_retention_period"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "deletion_protection", "deletion_protection"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "engine", "engine"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "iam_database_authentication_enabled", "iam_database_authentication_enabled"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "kms_key_id", "kms_key_id"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "master_username", "master_username"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "snapshot_identifier", "snapshot_identifier"},
    {"terraform-aws-modules/rds-aurora/aws", "aws_rds_cluster", "storage_encrypted", "storage_encrypted"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "auto_minor_version_upgrade", "auto_minor_version_upgrade"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "backup_retention_period", "backup_retention_period"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "db_name", "db_name"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "deletion_protection", "deletion_protection"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "engine", "engine"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "iam_database_authentication_enabled", "iam_database_authentication_enabled"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "identifier", "identifier"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "kms_key_id", "kms_key_id"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "replicate_source_db", "replicate_source_db"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "snapshot_identifier", "snapshot_identifier"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "storage_encrypted", "storage_encrypted"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "username", "username"},
    {"terraform-aws-modules/rds/aws", "aws_db_instance", "vpc_security_group_ids", "vpc_security_group_ids"},
    {"terraform-aws-modules/sns/aws", "aws_sns_topic", "kms_master_key_id", "kms_master_key_id"},
    {"terraform-aws-modules/sqs/aws", "aws_sqs_queue", "kms_master_key_id", "kms_master_key_id"},
    {"terraform-aws-modules/sqs/aws", "aws_sqs_queue", "sqs_managed_sse_enabled", "sqs_managed_sse_enabled"},
    {"terraform-aws-modules/vpc/aws", "aws_vpc", "cidr", "cidr_block"},
    {"terraform-google-modules/kubernetes-engine/google", "google_container_cluster", "deletion_protection", "deletion_protection"},
    {"terraform-google-modules/kubernetes-engine/google", "google_container_cluster", "enable_shielded_nodes", "enable_shielded_nodes"},
    {"terraform-google-modules/kubernetes-engine/google", "google_container_cluster", "master_authorized_networks", "master_authorized_networks_config.cidr_blocks[]"},
    {"terraform-google-modules/kubernetes-engine/google//modules/beta-private-cluster", "google_container_cluster", "deletion_protection", "deletion_protection"},
    {"terraform-google-modules/kubernetes-engine/google//modules/beta-private-cluster", "google_container_cluster", "enable_shielded_nodes", "enable_shielded_nodes"},
    {"terraform-google-modules/kubernetes-engine/google//modules/beta-private-cluster", "google_container_cluster", "master_authorized_networks", "master_authorized_networks_config.cidr_blocks[]"},
    {"terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster", "google_container_cluster", "deletion_protection", "deletion_protection"},
    {"terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster", "google_container_cluster", "enable_shielded_nodes", "enable_shielded_nodes"},
    {"terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster", "google_container_cluster", "master_authorized_networks", "master_authorized_networks_config.cidr_blocks[]"},
    {"terraform-google-modules/kubernetes-engine/google//modules/private-cluster", "google_container_cluster", "deletion_protection", "deletion_protection"},
    {"terraform-google-modules/kubernetes-engine/google//modules/private-cluster", "google_container_cluster", "enable_shielded_nodes", "enable_shielded_nodes"},
    {"terraform-google-modules/kubernetes-engine/google//modules/private-cluster", "google_container_cluster", "master_authorized_networks", "master_authorized_networks_config.cidr_blocks[]"},
    {"terraform-google-modules/sql-db/google//modules/mssql", "google_sql_database_instance", "deletion_protection", "deletion_protection"},
    {"terraform-google-modules/sql-db/google//modules/mssql", "google_sql_database_instance", "ip_configuration", "settings.ip_configuration"},
    {"terraform-google-modules/sql-db/google//modules/mysql", "google_sql_database_instance", "backup_configuration", "settings.backup_configuration"},
    {"terraform-google-modules/sql-db/google//modules/mysql", "google_sql_database_instance", "deletion_protection", "deletion_protection"},
    {"terraform-google-modules/sql-db/google//modules/mysql", "google_sql_database_instance", "ip_configuration", "settings.ip_configuration"},
    {"terraform-google-modules/sql-db/google//modules/postgresql", "google_sql_database_instance", "backup_configuration", "settings.backup_configuration"},
    {"terraform-google-modules/sql-db/google//modules/postgresql", "google_sql_database_instance", "deletion_protection", "deletion_protection"},
    {"terraform-google-modules/sql-db/google//modules/postgresql", "google_sql_database_instance", "ip_configuration", "settings.ip_configuration"},
};

inline constexpr std::string_view kSecurityGroupModule = "terraform-aws-modules/security-group/aws";

/// Rules that the security group module knows by name.
struct NamedPorts {
  std::string_view name;
  int from, to;
  std::string_view protocol;
};
inline constexpr NamedPorts kNamedPorts[] = {
    {"all-all", -1, -1, "-1"}, {"all-tcp", 0, 65535, "tcp"}, {"all-udp", 0, 65535, "udp"}, {"elasticsearch-rest-tcp", 9200, 9200, "tcp"},
    {"http-80-tcp", 80, 80, "tcp"}, {"http-8080-tcp", 8080, 8080, "tcp"}, {"https-443-tcp", 443, 443, "tcp"}, {"https-8443-tcp", 8443, 8443, "tcp"},
    {"kubernetes-api-tcp", 6443, 6443, "tcp"}, {"memcached-tcp", 11211, 11211, "tcp"}, {"mongodb-27017-tcp", 27017, 27017, "tcp"},
    {"mssql-tcp", 1433, 1433, "tcp"}, {"mysql-tcp", 3306, 3306, "tcp"}, {"oracle-db-tcp", 1521, 1521, "tcp"}, {"postgresql-tcp", 5432, 5432, "tcp"},
    {"rdp-tcp", 3389, 3389, "tcp"}, {"redis-tcp", 6379, 6379, "tcp"}, {"redshift-tcp", 5439, 5439, "tcp"}, {"ssh-tcp", 22, 22, "tcp"},
    {"winrm-http-tcp", 5985, 5985, "tcp"}, {"winrm-https-tcp", 5986, 5986, "tcp"},
};

}  // namespace bulkhead::terraform
