// Arguments of well-known registry modules as the resources that those make.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/stack_fixture.h"

using namespace bulkhead;
using bulkhead::testing::evaluate;

namespace {

std::string call(const std::string& source, const std::string& arguments) { return "module \"x\" {\n  source = \"" + source + "\"\n" + arguments + "\n}\n"; }

}  // namespace

TEST_CASE("arguments of registry modules reach their resource", "[stacks][registry]") {
  struct Row { const char* source; const char* arguments; const char* type; const char* path; const char* json; };
  const Row rows[] = {
      {"terraform-aws-modules/rds/aws", "  storage_encrypted = false", "aws_db_instance", "storage_encrypted", "false"},
      {"terraform-aws-modules/vpc/aws", "  cidr = \"10.1.0.0/16\"", "aws_vpc", "cidr_block", "\"10.1.0.0/16\""},
      {"registry.example.com/terraform-aws-modules/vpc/aws", "  cidr = \"10.1.0.0/16\"", "aws_vpc", "cidr_block", "\"10.1.0.0/16\""},
      {"terraform-aws-modules/eks/aws", "  cluster_endpoint_public_access = true\n  cluster_endpoint_public_access_cidrs = [\"0.0.0.0/0\"]", "aws_eks_cluster",
       "vpc_config[0].public_access_cidrs", "[\"0.0.0.0/0\"]"},
      {"terraform-aws-modules/eks/aws", "  cluster_endpoint_public_access = true\n  cluster_endpoint_public_access_cidrs = [\"0.0.0.0/0\"]", "aws_eks_cluster",
       "vpc_config[0].endpoint_public_access", "true"},
      {"terraform-aws-modules/security-group/aws", "  ingress_cidr_blocks = [\"10.0.0.0/8\"]\n  ingress_rules = [\"ssh-tcp\"]", "aws_security_group", "ingress[0].from_port", "22"},
      {"terraform-aws-modules/security-group/aws", "  ingress_cidr_blocks = [\"10.0.0.0/8\"]\n  ingress_rules = [\"ssh-tcp\"]", "aws_security_group", "ingress[0].cidr_blocks",
       "[\"10.0.0.0/8\"]"},
      {"terraform-aws-modules/security-group/aws", "  ingress_with_cidr_blocks = [{ from_port = 5, to_port = 6, protocol = \"tcp\", cidr_blocks = \"10.0.0.0/8, 0.0.0.0/0\" }]",
       "aws_security_group", "ingress[0].cidr_blocks", "[\"10.0.0.0/8\",\"0.0.0.0/0\"]"},
      {"terraform-aws-modules/security-group/aws", "  ingress_with_cidr_blocks = [{ rule = \"rdp-tcp\", cidr_blocks = \"10.0.0.0/8\" }]", "aws_security_group", "ingress[0].to_port", "3389"},
      {"terraform-google-modules/kubernetes-engine/google", "  master_authorized_networks = [{ cidr_block = \"10.0.0.0/8\", display_name = \"a\" }]", "google_container_cluster",
       "master_authorized_networks_config[0].cidr_blocks[0].cidr_block", "\"10.0.0.0/8\""},
      {"terraform-google-modules/sql-db/google//modules/postgresql", "  ip_configuration = { ipv4_enabled = true }", "google_sql_database_instance",
       "settings[0].ip_configuration[0].ipv4_enabled", "true"},
      {"Azure/aks/azurerm", "  api_server_authorized_ip_ranges = [\"10.0.0.0/8\"]", "azurerm_kubernetes_cluster", "api_server_access_profile[0].authorized_ip_ranges", "[\"10.0.0.0/8\"]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source, row.path);
    auto stack = evaluate({{"main.tf", call(row.source, row.arguments)}});
    CHECK(stack.json(std::string("module.x.") + row.type, row.path) == row.json);
  }
}

TEST_CASE("what a call of a registry module does not say is unknown, not missing", "[stacks][registry]") {
  auto stack = evaluate({{"main.tf", call("terraform-aws-modules/rds/aws", "  engine = \"postgres\"")}});
  CHECK(stack.attribute("module.x.aws_db_instance", "storage_encrypted").is_unknown());   // the module's default is true
  CHECK(stack.attribute("module.x", "engine").is_missing());                              // each argument is judged once
  CHECK(stack.trail("module.x.aws_db_instance", "engine") == std::vector<std::string>{"main.tf:3"});
}

TEST_CASE("modules that only look like those of a registry", "[stacks][registry]") {
  for (const char* source : {"someone/vpc/aws", "terraform-aws-modules/vpc/azurerm", "terraform-aws-modules/vpc/aws//modules/vpc-endpoints", "example.com/a/terraform-aws-modules/vpc/aws"}) {
    CAPTURE(source);
    auto stack = evaluate({{"main.tf", call(source, "  cidr = \"10.1.0.0/16\"")}});
    CHECK(stack.find("module.x.aws_vpc") == nullptr);
    CHECK(stack.json("module.x", "cidr") == "\"10.1.0.0/16\"");
  }
  // A module without an argument that says something makes no resource of which nothing is known.
  CHECK(evaluate({{"main.tf", call("terraform-aws-modules/vpc/aws", "  name = \"x\"")}}).find("module.x.aws_vpc") == nullptr);
}
