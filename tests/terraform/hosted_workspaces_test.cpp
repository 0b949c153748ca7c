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

TEST_CASE("variable sets reach workspaces by themselves, by project and all of an organization", "[stacks][hosted]") {
  constexpr const char* kWorkspace = R"(
resource "tfe_project" "shop" {
  name = "shop"
}
resource "tfe_workspace" "prod" {
  name              = "shop-prod"
  organization      = "acme"
  project_id        = tfe_project.shop.id
  working_directory = "app"
}
)";
  // A set with `size`, and how it is bound.
  auto set = [](const std::string& name, const std::string& arguments, const std::string& binding) {
    std::string text = "resource \"tfe_variable_set\" \"NAME\" {\n  name = \"NAME\"\n  organization = \"acme\"\n  " + arguments + "\n}\nresource \"tfe_variable\" \"NAME\" {\n"
                       "  variable_set_id = tfe_variable_set.NAME.id\n  key = \"size\"\n  value = \"NAME\"\n  category = \"terraform\"\n}\n";
    if (!binding.empty()) text += "resource \"tfe_" + binding + "_variable_set\" \"NAME\" {\n  variable_set_id = tfe_variable_set.NAME.id\n  " + binding +
                                  "_id = tfe_" + (binding == "project" ? "project.shop" : "workspace.prod") + ".id\n}\n";
    for (auto at = text.find("NAME"); at != std::string::npos; at = text.find("NAME")) text.replace(at, 4, name);
    return text;
  };
  const std::string own = "resource \"tfe_variable\" \"own\" {\n  workspace_id = tfe_workspace.prod.id\n  key = \"size\"\n  value = \"own\"\n  category = \"terraform\"\n  SENSITIVE\n}\n";
  auto sensitive = [&](const char* text) { return own.substr(0, own.find("SENSITIVE")) + text + own.substr(own.find("SENSITIVE") + 9); };
  const std::string global = set("all", "global = true", ""), by_project = set("project", "", "project"), by_workspace = set("workspace", "", "workspace");
  const std::string by_ids = set("ids", "workspace_ids = [tfe_workspace.prod.id]", ""), first = set("priority", "global = true\n  priority = true", "");
  struct Case { std::string text; const char* size; };
  const Case cases[] = {
      {global, "all"},
      {by_ids, "ids"},
      {set("other", "global = false", ""), nullptr},
      {global + by_project, "project"},
      {global + by_project + by_workspace, "workspace"},
      {by_workspace + by_ids, "ids"},                      // equally strong: by name
      {by_workspace + sensitive(""), "own"},
      {by_workspace + sensitive("sensitive = true"), nullptr},
      {by_workspace + sensitive("") + first, "priority"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(plans_with((kWorkspace + c.text).c_str()) == Lines{std::string("app shop-prod production") + (c.size ? std::string(" size=") + c.size : "")});
  }
}

TEST_CASE("hosted workspaces that a called module declares", "[stacks][hosted]") {
  Lines plans;
  for (const std::string& plan : plans_of({{"app/main.tf", kRoot},
                                           {"modules/workspace/main.tf", "variable \"stage\" {}\nresource \"tfe_workspace\" \"this\" {\n  name = \"shop-${var.stage}\"\n  working_directory = \"app\"\n}\n"
                                                                         "output \"id\" {\n  value = tfe_workspace.this.id\n}\n"},
                                           {"hosting/main.tf", "module \"workspace\" {\n  source   = \"../modules/workspace\"\n  for_each = toset([\"dev\", \"prod\"])\n  stage = each.key\n}\n"
                                                               "resource \"tfe_variable\" \"size\" {\n  for_each = { dev = \"small\", prod = \"large\" }\n  workspace_id = module.workspace[each.key].id\n"
                                                               "  key = \"size\"\n  value = each.value\n  category = \"terraform\"\n}\n"}}))
    if (plan.starts_with("app")) plans.push_back(plan);
  CHECK(plans == Lines{"app@development shop-dev development size=small", "app@production shop-prod production size=large"});
}
