// Outputs that one stack reads from another.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/terraform/states/state_name.h"
#include "tests/support/stack_fixture.h"

using namespace bulkhead;
using Evaluated = bulkhead::testing::EvaluatedEstate;

namespace {

std::string writer(std::string_view backend, std::string_view outputs) {
  return "terraform {\n" + std::string(backend) + "\n}\n" + std::string(outputs);
}

std::string reader(std::string_view state) {
  return "data \"terraform_remote_state\" \"net\" {\n" + std::string(state) +
         "\n}\nresource \"a_b\" \"c\" {\n  cidr = data.terraform_remote_state.net.outputs.cidr\n}\n";
}

constexpr std::string_view kOutputs = "output \"cidr\" {\n  value = \"10.9.0.0/16\"\n}\n";

}  // namespace

TEST_CASE("a state is matched by what its backend says", "[stacks][states]") {
  struct Case { const char* backend; const char* read; };
  const Case cases[] = {
      {R"(backend "s3" { bucket = "states" key = "net.tfstate" })", R"(backend = "s3"
        config = { bucket = "states", key = "net.tfstate", region = "eu-west-2" })"},
      {R"(backend "azurerm" { storage_account_name = "sa" container_name = "c" key = "net" })",
       R"(backend = "azurerm"
        config = { storage_account_name = "sa", container_name = "c", key = "net" })"},
      {R"(backend "gcs" { bucket = "states" prefix = "net" })", R"(backend = "gcs"
        config = { bucket = "states", prefix = "net" })"},
      {R"(backend "http" { address = "https://states.example.com/net" })", R"(backend = "http"
        config = { address = "https://states.example.com/net" })"},
      {R"(cloud {
        organization = "acme"
        workspaces { name = "net" }
      })", R"(backend = "remote"
        config = { organization = "acme", workspaces = { name = "net" } })"},
      {R"(backend "local" { path = "../states/net.tfstate" })", R"(backend = "local"
        config = { path = "${path.module}/../states/net.tfstate" })"},
      {"", R"(backend = "local"
        config = { path = "../network/terraform.tfstate" })"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.backend, c.read);
    std::string backend(c.backend);
    // One argument a line, as the language has it.
    for (std::size_t at; (at = backend.find(" key =")) != std::string::npos || (at = backend.find(" container_name =")) != std::string::npos || (at = backend.find(" prefix =")) != std::string::npos;)
      backend[at] = '\n';
    auto braces = backend.find("{ ");
    if (backend.find("workspaces") == std::string::npos && braces != std::string::npos) {
      backend[braces + 1] = '\n';
      backend.insert(backend.rfind('}'), "\n");
    }
    Evaluated estate({{"network/main.tf", writer(backend, kOutputs)}, {"app/main.tf", reader(c.read)}});
    Value value = estate.attribute("app", "a_b.c", "cidr");
    CHECK(value.as_string() == "10.9.0.0/16");
    CHECK(estate.line(value).starts_with("network/main.tf:"));
    for (const Unit& unit : estate.units) CHECK(unit.diagnostics.empty());
  }
}

TEST_CASE("another key, bucket or workspace is another state", "[stacks][states]") {
  std::string network = writer("backend \"s3\" {\n bucket = \"states\"\n key = \"net\"\n}", kOutputs);
  for (const char* config : {R"({ bucket = "states", key = "network" })", R"({ bucket = "other", key = "net" })", R"({ bucket = "states" })"}) {
    Evaluated estate({{"network/main.tf", network}, {"app/main.tf", reader("backend = \"s3\"\n config = " + std::string(config))}});
    CHECK(estate.json("app", "a_b.c", "cidr") == R"({"unknown":"data.terraform_remote_state.net.outputs.cidr"})");
  }
  Evaluated estate({{"network/main.tf", network}, {"app/main.tf", reader("backend = \"s3\"\n workspace = \"other\"\n config = { bucket = \"states\", key = \"net\" }")}});
  CHECK(estate.attribute("app", "a_b.c", "cidr").is_unknown());
}

TEST_CASE("outputs come from the environment that is read", "[stacks][states]") {
  std::string network = writer("backend \"s3\" {\n bucket = \"states\"\n key = \"net\"\n workspace_key_prefix = \"net\"\n}", R"(
locals {
  cidrs = {
    development = "10.1.0.0/16"
    production  = "10.2.0.0/16"
  }
}
resource "aws_vpc" "main" { cidr_block = local.cidrs[terraform.workspace] }
output "cidr" { value = aws_vpc.main.cidr_block }
output "id" { value = aws_vpc.main.id }
output "name" { value = "vpc-${aws_vpc.main.id}" }
)");
  std::string app = R"(
locals { size = { development = 1, production = 2 }[terraform.workspace] }
data "terraform_remote_state" "net" {
  backend   = "s3"
  workspace = terraform.workspace
  config    = { bucket = "states", key = "net", workspace_key_prefix = "net" }
}
resource "a_b" "c" {
  cidr = data.terraform_remote_state.net.outputs.cidr
  id   = data.terraform_remote_state.net.outputs.id
  name = data.terraform_remote_state.net.outputs.name
  none = data.terraform_remote_state.net.outputs.none
  all  = keys(data.terraform_remote_state.net.outputs)
}
)";
  Evaluated estate({{"network/main.tf", network}, {"app/main.tf", app}});
  CHECK(estate.json("app@development", "a_b.c", "cidr") == "\"10.1.0.0/16\"");
  CHECK(estate.json("app@production", "a_b.c", "cidr") == "\"10.2.0.0/16\"");
  CHECK(estate.line(estate.attribute("app@production", "a_b.c", "cidr")) == "network/main.tf:12");
  CHECK(estate.json("app@production", "a_b.c", "id") == R"({"unknown":"network@production#aws_vpc.main.id"})");
  CHECK(recognisable_text(estate.attribute("app@production", "a_b.c", "name")) == "vpc-${network@production#aws_vpc.main.id}");
  CHECK(estate.json("app@production", "a_b.c", "none") == R"({"unknown":"data.terraform_remote_state.net.outputs.none"})");
}

TEST_CASE("stacks that read each other end", "[stacks][states]") {
  auto stack = [](std::string_view own, std::string_view other) {
    return writer("backend \"s3\" {\n bucket = \"states\"\n key = \"" + std::string(own) + "\"\n}",
                  "data \"terraform_remote_state\" \"net\" {\n  backend = \"s3\"\n  config = { bucket = \"states\", key = \"" + std::string(other) + "\" }\n}\n"
                  "output \"plain\" {\n  value = \"of " + std::string(own) + "\"\n}\n"
                  "output \"passed\" {\n  value = data.terraform_remote_state.net.outputs.plain\n}\n"
                  "output \"loop\" {\n  value = data.terraform_remote_state.net.outputs.loop\n}\n");
  };
  Evaluated estate({{"a/main.tf", stack("a", "b")}, {"b/main.tf", stack("b", "a")}});
  CHECK(estate.json("a", "output.passed", "value") == "\"of b\"");
  CHECK(estate.json("b", "output.passed", "value") == "\"of a\"");
  CHECK(estate.attribute("a", "output.loop", "value").is_unknown());
  for (const Unit& unit : estate.units) CHECK(unit.diagnostics.empty());
}

TEST_CASE("a chain of many stacks is read as far as the limit", "[stacks][states]") {
  testing::Files files;
  for (int i = 0; i < 200; ++i) {
    std::string next = i == 199 ? "\"end\"" : "data.terraform_remote_state.net.outputs.v";
    files.push_back({"s" + std::to_string(i) + "/main.tf",
                     writer("backend \"s3\" {\n bucket = \"states\"\n key = \"" + std::to_string(i) + "\"\n}",
                            "data \"terraform_remote_state\" \"net\" {\n  backend = \"s3\"\n  config = { bucket = \"states\", key = \"" + std::to_string(i + 1) +
                                "\" }\n}\noutput \"v\" {\n  value = " + next + "\n}\n")});
  }
  Evaluated estate(std::move(files));
  CHECK(estate.attribute("s0", "output.v", "value").is_unknown());
  CHECK(estate.json("s195", "output.v", "value") == "\"end\"");
}

TEST_CASE("workspaces of HCP Terraform are read by name", "[stacks][states]") {
  Evaluated estate({{"network/main.tf", writer("cloud {\n organization = \"acme\"\n workspaces {\n  name = \"net\"\n }\n}", kOutputs)},
                    {"app/main.tf", R"(
data "tfe_outputs" "net" {
  organization = "acme"
  workspace    = "net"
}
resource "a_b" "c" { cidr = data.tfe_outputs.net.values.cidr }
)"}});
  CHECK(estate.json("app", "a_b.c", "cidr") == "\"10.9.0.0/16\"");
}

TEST_CASE("what the configuration of a looked up resource states comes through the lookup", "[stacks][states]") {
  struct Case { const char* resource; const char* data; const char* value; };
  const Case cases[] = {
      {"resource \"aws_ssm_parameter\" \"p\" {\n name = \"/app/host\"\n type = \"String\"\n value = \"db.internal\"\n}",
       "data \"aws_ssm_parameter\" \"x\" {\n name = \"/app/host\"\n}\nlocals { v = data.aws_ssm_parameter.x.value }", R"("db.internal")"},
      {"resource \"aws_db_instance\" \"p\" {\n identifier = \"orders\"\n port = 5433\n}",
       "data \"aws_db_instance\" \"x\" {\n db_instance_identifier = \"orders\"\n}\nlocals { v = data.aws_db_instance.x.port }", "5433"},
      {"locals { names = [\"a\", \"b\"] }\nresource \"aws_sqs_queue\" \"p\" {\n for_each = toset(local.names)\n name = \"orders-${each.key}\"\n delay_seconds = each.key == \"b\" ? 7 : 1\n}",
       "data \"aws_sqs_queue\" \"x\" {\n name = \"orders-b\"\n}\nlocals { v = data.aws_sqs_queue.x.delay_seconds }", "7"},
      {"resource \"aws_vpc\" \"p\" {\n cidr_block = \"10.9.0.0/16\"\n tags = { Name = \"main\" }\n}",
       "data \"aws_vpc\" \"x\" {\n filter {\n  name = \"tag:Name\"\n  values = [\"main\"]\n }\n}\nlocals { v = data.aws_vpc.x.cidr_block }", R"("10.9.0.0/16")"},
      {"resource \"azurerm_subnet\" \"p\" {\n name = \"apps\"\n virtual_network_name = azurerm_virtual_network.hub.name\n address_prefixes = [\"10.1.0.0/24\"]\n}\n"
       "resource \"azurerm_virtual_network\" \"hub\" {\n name = \"hub\"\n}\nresource \"azurerm_subnet\" \"q\" {\n name = \"apps\"\n virtual_network_name = \"other\"\n address_prefixes = []\n}",
       "data \"azurerm_subnet\" \"x\" {\n name = \"apps\"\n virtual_network_name = \"hub\"\n}\nlocals { v = data.azurerm_subnet.x.address_prefixes }", R"(["10.1.0.0/24"])"},
      {"resource \"azurerm_key_vault\" \"kv\" {\n name = \"kv-app\"\n}\nresource \"azurerm_key_vault_secret\" \"p\" {\n name = \"db\"\n key_vault_id = azurerm_key_vault.kv.id\n value = \"db.internal\"\n}",
       "data \"azurerm_key_vault\" \"kv\" {\n name = \"kv-app\"\n}\ndata \"azurerm_key_vault_secret\" \"x\" {\n name = \"db\"\n key_vault_id = data.azurerm_key_vault.kv.id\n}\n"
       "locals { v = data.azurerm_key_vault_secret.x.value }", R"("db.internal")"},
      // The same secret of another vault.
      {"resource \"azurerm_key_vault_secret\" \"p\" {\n name = \"db\"\n key_vault_id = \"/subscriptions/x/vaults/kv-other\"\n value = \"db.internal\"\n}",
       "data \"azurerm_key_vault\" \"kv\" {\n name = \"kv-app\"\n}\ndata \"azurerm_key_vault_secret\" \"x\" {\n name = \"db\"\n key_vault_id = data.azurerm_key_vault.kv.id\n}\n"
       "locals { v = data.azurerm_key_vault_secret.x.value }", nullptr},
      // Nobody knows: made by the provider, another name, a secret.
      {"resource \"aws_db_instance\" \"p\" {\n identifier = \"orders\"\n}",
       "data \"aws_db_instance\" \"x\" {\n db_instance_identifier = \"orders\"\n}\nlocals { v = data.aws_db_instance.x.address }", nullptr},
      {"resource \"aws_ssm_parameter\" \"p\" {\n name = \"/app/host\"\n value = \"x\"\n}",
       "data \"aws_ssm_parameter\" \"x\" {\n name = \"/app/port\"\n}\nlocals { v = data.aws_ssm_parameter.x.value }", nullptr},
      {"resource \"aws_ssm_parameter\" \"p\" {\n name = \"/app/key\"\n type = \"SecureString\"\n value = \"x\"\n}",
       "data \"aws_ssm_parameter\" \"x\" {\n name = \"/app/key\"\n}\nlocals { v = data.aws_ssm_parameter.x.value }", nullptr},
      // Two parameters that wait for each other.
      {"resource \"aws_ssm_parameter\" \"p\" {\n name = \"/app/a\"\n value = data.aws_ssm_parameter.b.value\n}\ndata \"aws_ssm_parameter\" \"b\" {\n name = \"/app/a\"\n}",
       "data \"aws_ssm_parameter\" \"x\" {\n name = \"/app/a\"\n}\nlocals { v = data.aws_ssm_parameter.x.value }", nullptr},
  };
  for (const Case& c : cases) {
    CAPTURE(c.resource, c.data);
    Evaluated estate({{"platform/main.tf", c.resource}, {"app/main.tf", c.data}});
    Value value = estate.attribute("app", "local.v", "value");
    if (c.value == nullptr) {
      CHECK(value.is_unknown());
    } else {
      CHECK(to_json(value, true) == c.value);
      CHECK(estate.line(value).starts_with("platform/main.tf:"));
    }
  }
}

TEST_CASE("of several resources of one name the one of the own environment is looked up, else none", "[stacks][states]") {
  auto parameter = [](const char* value) { return "resource \"aws_ssm_parameter\" \"p\" {\n name = \"/host\"\n value = \"" + std::string(value) + "\"\n}"; };
  std::string reader = "data \"aws_ssm_parameter\" \"x\" {\n name = \"/host\"\n}\nlocals { v = data.aws_ssm_parameter.x.value }";
  Evaluated estate({{"live/dev/base/main.tf", parameter("d")}, {"live/prod/base/main.tf", parameter("p")}, {"live/dev/app/main.tf", reader}, {"live/uat/app/main.tf", reader}});
  CHECK(estate.json("live/dev/app", "local.v", "value") == "\"d\"");
  CHECK(estate.attribute("live/uat/app", "local.v", "value").is_unknown());
}

TEST_CASE("a resource of a called module is looked up as one of the root", "[stacks][states]") {
  Evaluated estate({{"platform/main.tf", "module \"db\" {\n  source   = \"./db\"\n  for_each = toset([\"a.b\", \"c\"])\n  name = each.key\n  host = \"${each.key}.internal\"\n}\n"
                                         "module \"none\" {\n  source = \"./none\"\n}\n"},
                    {"platform/none/main.tf", "resource \"a_b\" \"c\" {}\n"},
                    {"platform/db/main.tf", "variable \"name\" {}\nvariable \"host\" {}\nmodule \"inner\" {\n  source = \"../inner\"\n  name = \"/${var.name}\"\n  value = var.host\n}\n"},
                    {"platform/inner/main.tf", "variable \"name\" {}\nvariable \"value\" {}\nresource \"aws_ssm_parameter\" \"p\" {\n  count = 1\n  name = var.name\n  value = var.value\n  type = \"String\"\n}\n"},
                    {"app/main.tf", "data \"aws_ssm_parameter\" \"x\" {\n  name = \"/a.b\"\n}\nlocals { v = data.aws_ssm_parameter.x.value }\n"}});
  CHECK(estate.json("app", "local.v", "value") == "\"a.b.internal\"");
  CHECK(estate.line(estate.attribute("app", "local.v", "value")).starts_with("platform/main.tf:"));
}
