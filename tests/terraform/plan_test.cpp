#include <catch2/catch_test_macros.hpp>

#include "tests/support/stack_fixture.h"

using bulkhead::testing::plans_of;
using Lines = std::vector<std::string>;

TEST_CASE("var files give one plan per environment", "[stacks][plan]") {
  Lines plans = plans_of({{"main.tf", "variable \"x\" {}\nresource \"a\" \"b\" { x = var.x }"}, {"prod.tfvars", "x = 1"}, {"env/dev.tfvars", "x = 2"},
                          {"env/staging/app.tfvars", "x = 3"}, {"other.tfvars", "x = 4"}});
  CHECK(plans == Lines{".@development default development < env/dev.tfvars", ".@production default production < prod.tfvars",
                       ".@staging default staging < env/staging/app.tfvars"});
}

TEST_CASE("a common variable file is no environment: every environment takes it first", "[stacks][plan]") {
  const std::string root = "variable \"x\" {}\nresource \"a\" \"b\" { x = var.x }";
  CHECK(plans_of({{"main.tf", root}, {"common.tfvars", "x = 0"}, {"prod.tfvars", "x = 1"}, {"dev.tfvars", "x = 2"}}) ==
        Lines{".@development default development < common.tfvars < dev.tfvars", ".@production default production < common.tfvars < prod.tfvars"});
  CHECK(plans_of({{"main.tf", root}, {"common.tfvars", "x = 0"}}) == Lines{". default ?"});
  CHECK(plans_of({{"main.tf", root}, {"env/prod/common.tfvars", "x = 0"}, {"env/dev/common.tfvars", "x = 0"}}) ==
        Lines{".@development default development < env/dev/common.tfvars", ".@production default production < env/prod/common.tfvars"});
}

TEST_CASE("workspace names come from the prefix that the module strips", "[stacks][plan]") {
  std::string settings = R"({"accounts": {"development": {"a": 1}, "production": {"a": 2}}})";
  std::string locals = R"(
locals {
  application_name = "shop"
  environment      = trimprefix(terraform.workspace, "${local.application_name}-")
  data             = jsondecode(file("./settings.json"))
}
resource "x" "y" { a = local.data.accounts[local.environment].a }
)";
  Lines plans = plans_of({{"shop/main.tf", locals}, {"shop/settings.json", settings}});
  CHECK(plans == Lines{"shop@development shop-development development", "shop@production shop-production production"});
}

TEST_CASE("workspaces by comparison", "[stacks][plan]") {
  Lines plans = plans_of({{"main.tf", R"(
locals {
  name    = "shop"
  is_prod = substr(terraform.workspace, length(local.name), length(terraform.workspace)) == "-production"
  is_test = substr(terraform.workspace, length(local.name), length(terraform.workspace)) == "-test"
}
resource "x" "y" { count = local.is_prod ? 1 : 0 }
)"}});
  CHECK(plans == Lines{".@production shop-production production", ".@test shop-test test"});
  plans = plans_of({{"main.tf", "resource \"x\" \"y\" { count = terraform.workspace == \"prod\" ? 2 : 1 }\nlocals { e = terraform.workspace == \"dev\" }"}});
  CHECK(plans == Lines{".@development dev development", ".@production prod production"});
}

TEST_CASE("folders: the deepest environment word wins", "[stacks][plan]") {
  Lines plans = plans_of({{"live/prod/app/main.tf", "resource \"x\" \"y\" {}"}, {"live/nonprod/staging/app/main.tf", "resource \"x\" \"y\" {}"},
                          {"tools/main.tf", "resource \"x\" \"y\" {}"}});
  CHECK(plans == Lines{"live/nonprod/staging/app default staging", "live/prod/app default production", "tools default ?"});
}

TEST_CASE("modules that are called are no roots; a backend makes one", "[stacks][plan]") {
  Lines plans = plans_of({{"prod/main.tf", "module \"m\" { source = \"../modules/m\" }"}, {"modules/m/main.tf", "resource \"x\" \"y\" {}"},
                          {"stacks/main.tf", "terraform {\n  backend \"s3\" { key = \"shop/uat/terraform.tfstate\" }\n}\nresource \"x\" \"y\" {}"}});
  CHECK(plans == Lines{"prod default production", "stacks default uat"});
}

TEST_CASE("an environment variable that nothing gives is enumerated from its validation", "[stacks][plan]") {
  Lines plans = plans_of({{"main.tf", R"(
provider "aws" {}
variable "environment" {
  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "no"
  }
}
resource "x" "y" { name = var.environment }
)"}});
  CHECK(plans == Lines{".@production default production environment=production", ".@staging default staging environment=staging"});
}

TEST_CASE("a side table's keys do not make an environment; dev and development are one", "[stacks][plan]") {
  Lines plans = plans_of({{"main.tf", R"(
locals {
  name        = "shop"
  environment = trimprefix(terraform.workspace, "${local.name}-")
  short       = local.environment == "development" ? "dev" : "prod"
  sizes       = { development = 1, production = 2 }
  images      = { development = "a", production = "b" }
  keys        = { development = "a", test = "b" }
  shorts      = { dev = 1, prod = 2 }
}
resource "x" "y" {
  size  = local.sizes[local.environment]
  image = local.images[local.environment]
  key   = local.keys[local.environment]
  short = local.shorts[local.short]
}
)"}});
  CHECK(plans == Lines{".@development shop-development development", ".@production shop-production production"});
}
