// Environments and values that `tfe_workspace` and `tfe_variable` give to other root modules.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/model/value.h"
#include "tests/support/stack_fixture.h"

using namespace bulkhead;
using bulkhead::testing::Files;
using bulkhead::testing::plans_of;
using Lines = std::vector<std::string>;

namespace {

constexpr const char* kRoot = "terraform {\n  cloud {}\n}\nvariable \"size\" {}\nresource \"aws_instance\" \"web\" {\n  instance_type = var.size\n}\n";

/// What the plans of app/ are where hosting/main.tf holds `text`.
Lines plans_with(const char* text) {
  Lines out;
  for (const std::string& plan : plans_of({{"app/main.tf", kRoot}, {"hosting/main.tf", text}}))
    if (plan.starts_with("app")) out.push_back(plan);
  return out;
}

}  // namespace

TEST_CASE("hosted workspaces name environments and hold values", "[stacks][hosted]") {
  CHECK(plans_with(R"(
resource "tfe_workspace" "dev" {
  name              = "shop-dev"
  working_directory = "app"
}
resource "tfe_workspace" "prod" {
  name              = "shop-prod"
  working_directory = "./app/"
}
resource "tfe_variable" "dev" {
  workspace_id = tfe_workspace.dev.id
  key          = "size"
  value        = "small"
  category     = "terraform"
}
resource "tfe_variable" "prod" {
  workspace_id = tfe_workspace.prod.id
  key          = "TF_VAR_size"
  value        = "large"
  category     = "env"
}
)") == Lines{"app@development shop-dev development size=small", "app@production shop-prod production size=large"});
}

TEST_CASE("hosted workspaces of one block", "[stacks][hosted]") {
  CHECK(plans_with(R"(
locals {
  sizes = { dev = "small", prod = "large" }
}
resource "tfe_workspace" "app" {
  for_each = local.sizes
  name     = "shop-${each.key}"
}
resource "tfe_workspace_settings" "app" {
  for_each          = local.sizes
  workspace_id      = tfe_workspace.app[each.key].id
  working_directory = "app"
}
resource "tfe_variable" "size" {
  for_each     = local.sizes
  workspace_id = tfe_workspace.app[each.key].id
  key          = "size"
  value        = each.value
  category     = "terraform"
}
)") == Lines{"app@development shop-dev development size=small", "app@production shop-prod production size=large"});
}

TEST_CASE("hosted workspaces that say nothing of the root module", "[stacks][hosted]") {
  constexpr const char* kTexts[] = {
      "resource \"tfe_workspace\" \"a\" {\n  name = \"shop-prod\"\n  working_directory = \"other\"\n}\n",      // no such folder here
      "resource \"tfe_workspace\" \"a\" {\n  name = \"shop-prod\"\n}\n",                                       // its folder is not said
      "resource \"tfe_workspace\" \"a\" {\n  name = \"shop-prod\"\n  working_directory = var.folder\n}\nvariable \"folder\" {}\n",
      "resource \"tfe_workspace\" \"a\" {\n  name = \"shop-billing\"\n  working_directory = \"app\"\n}\n",       // no environment
      "data \"tfe_workspace\" \"a\" {\n  name = \"shop-prod\"\n}\n",
  };
  for (const char* text : kTexts) {
    CAPTURE(text);
    Lines plans = plans_with(text);
    REQUIRE(plans.size() == 1);
    CHECK(plans[0].starts_with("app "));
    CHECK(plans[0].ends_with(" ?"));
  }
}

TEST_CASE("values of hosted workspaces that are not taken", "[stacks][hosted]") {
  for (const char* rest : {"category = \"terraform\"\n  sensitive = true", "category = \"terraform\"\n  hcl = true", "category = \"env\""}) {
    CAPTURE(rest);
    std::string text = "resource \"tfe_workspace\" \"a\" {\n  name = \"shop-prod\"\n  working_directory = \"app\"\n}\nresource \"tfe_variable\" \"a\" {\n"
                       "  workspace_id = tfe_workspace.a.id\n  key = \"size\"\n  value = \"large\"\n  " + std::string(rest) + "\n}\n";
    CHECK(plans_with(text.c_str()) == Lines{"app shop-prod production"});
  }
}
