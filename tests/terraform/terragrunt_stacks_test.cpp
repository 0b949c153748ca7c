// What stack files are put together from: autoinclude, include, expansion, and stacks as dependencies.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/stack_fixture.h"

using namespace bulkhead;
using Estate = bulkhead::testing::EvaluatedEstate;

namespace {

constexpr const char* kModule = "variable \"x\" { default = \"default\" }\nvariable \"y\" { default = \"default\" }\noutput \"x\" {\n  value = var.x\n}\n";
constexpr const char* kUnit = "terraform {\n  source = \"${get_repo_root()}/modules/net\"\n}\ninputs = {\n  x = values.x\n  y = \"own\"\n}\n";
constexpr const char* kBare = "terraform {\n  source = \"${get_repo_root()}/modules/net\"\n}\n";

Estate estate(bulkhead::testing::Files files) {
  files.emplace_back("modules/net/main.tf", kModule);
  files.emplace_back("units/net/terragrunt.hcl", kUnit);
  files.emplace_back("units/bare/terragrunt.hcl", kBare);
  return Estate(std::move(files));
}

}  // namespace

TEST_CASE("autoinclude of a unit wins over the unit's own configuration", "[terragrunt]") {
  Estate made = estate({{"live/terragrunt.stack.hcl", R"(locals {
  name = "stack"
}
unit "vpc" {
  source = "../units/bare"
  path   = "vpc"
  autoinclude {
    inputs = {
      x = "${local.name} ${basename(get_terragrunt_dir())}"
    }
  }
}
unit "app" {
  source = "../units/net"
  path   = "app"
  autoinclude {
    dependency "vpc" {
      config_path  = unit.vpc.path
      mock_outputs = { x = "mock" }
    }
    inputs = {
      x = dependency.vpc.outputs.x
    }
  }
}
)"}});
  CHECK(made.problems() == "");
  CHECK(made.json("live/.terragrunt-stack/vpc", "var.x") == R"("stack live")");
  CHECK(made.place(made.attribute("live/.terragrunt-stack/vpc", "var.x", "value")) == "live/terragrunt.stack.hcl:2:10");
  // values.x is given by nobody, and need not be.
  CHECK(made.json("live/.terragrunt-stack/app", "var.x") == R"("stack live")");
  CHECK(made.json("live/.terragrunt-stack/app", "var.y") == R"("own")");
  CHECK(made.json("live/.terragrunt-stack/app", "dependency.vpc", "unit") == R"("live/.terragrunt-stack/vpc")");
}

TEST_CASE("autoinclude of a unit whose source is not here, and one that lies beside a unit", "[terragrunt]") {
  Estate made = estate({{"live/terragrunt.stack.hcl", "unit \"far\" {\n  source = \"github.com/acme/catalog//far\"\n  path = \"far\"\n  values = {\n    cidr = \"a\"\n    zone = \"z\"\n  }\n"
                                                      "  autoinclude {\n    inputs = {\n      cidr = \"b\"\n    }\n  }\n}\n"},
                        {"app/terragrunt.hcl", "terraform {\n  source = \"../modules/net\"\n}\ninputs = {\n  x = \"own\"\n  y = \"own\"\n}\n"},
                        {"app/terragrunt.autoinclude.hcl", "inputs = {\n  x = \"generated\"\n}\n"}});
  CHECK(made.problems() == "");
  CHECK(made.json("live/.terragrunt-stack/far", "module.far", "cidr") == R"("b")");
  CHECK(made.json("live/.terragrunt-stack/far", "module.far", "zone") == R"("z")");
  CHECK(made.json("app", "var.x") == R"("generated")");
  CHECK(made.json("app", "var.y") == R"("own")");
}

TEST_CASE("a stack file includes others", "[terragrunt]") {
  Estate made = estate({{"live/dev/terragrunt.stack.hcl", "locals {\n  name = \"dev\"\n}\ninclude \"shared\" {\n  path = find_in_parent_folders(\"shared.hcl\")\n}\n"
                                                         "unit \"own\" {\n  source = \"../../units/net\"\n  path = \"own\"\n  values = {\n    x = unit.shared.path\n  }\n}\n"},
                        {"live/shared.hcl", "unit \"shared\" {\n  source = \"../../units/net\"\n  path = \"shared\"\n  values = {\n    x = local.name\n  }\n}\n"}});
  CHECK(made.problems() == "");
  CHECK(made.stacks() == "live/dev/.terragrunt-stack/own development, live/dev/.terragrunt-stack/shared development, units/bare ");
  CHECK(made.json("live/dev/.terragrunt-stack/shared", "var.x") == R"("dev")");
  CHECK(made.place(made.attribute("live/dev/.terragrunt-stack/shared", "var.x", "value")) == "live/dev/terragrunt.stack.hcl:2:10");
  CHECK(made.json("live/dev/.terragrunt-stack/own", "var.x") == R"("<root>/live/dev/.terragrunt-stack/shared")");
  Estate wrong = estate({{"live/terragrunt.stack.hcl", "include \"shared\" {\n  path = \"./shared.hcl\"\n}\n"}, {"live/shared.hcl", "locals {\n  a = 1\n}\n"}});
  CHECK(wrong.problems().find("takes no locals block") != std::string::npos);
}

TEST_CASE("an expansion makes several components of a block", "[terragrunt]") {
  Estate made = estate({{"live/terragrunt.stack.hcl", R"(
unit "zone" {
  expansion {
    for_each = { a = "prod", b = "dev" }
  }
  source = "../units/net"
  path   = "zone/${each.key}"
  values = {
    x = each.value
  }
  autoinclude {
    inputs = {
      y = each.key
    }
  }
}
unit "shard" {
  expansion {
    count = 2
  }
  source = "../units/net"
  path   = "shard/${count.index}"
  values = {
    x = "shard-${count.index}"
  }
}
unit "off" {
  expansion {
    for_each = toset(["a"])
  }
  enabled = false
  source  = "../units/net"
  path    = "off/${each.key}"
}
stack "team" {
  expansion {
    for_each = toset(["red"])
  }
  source = "../stacks/team"
  path   = "team/${each.key}"
  values = {
    name = each.key
  }
}
)"},
                        {"stacks/team/terragrunt.stack.hcl", "unit \"member\" {\n  source = \"${get_repo_root()}/units/net\"\n  path = \"member\"\n  values = {\n    x = values.name\n  }\n}\n"}});
  INFO(made.stacks());
  CHECK(made.problems() == "");
  CHECK(made.units.size() == 6);
  CHECK(made.json("live/.terragrunt-stack/zone/a", "var.x") == R"("prod")");
  CHECK(made.json("live/.terragrunt-stack/zone/a", "var.y") == R"("a")");
  CHECK(made.place(made.attribute("live/.terragrunt-stack/zone/a", "var.x", "value")) == "live/terragrunt.stack.hcl:4:22");
  CHECK(made.json("live/.terragrunt-stack/zone/b", "var.x") == R"("dev")");
  CHECK(made.json("live/.terragrunt-stack/shard/1", "var.x") == R"("shard-1")");
  CHECK(made.json("live/.terragrunt-stack/team/red/.terragrunt-stack/member", "var.x") == R"("red")");
}

TEST_CASE("what an expansion is over is not known", "[terragrunt]") {
  Estate made = estate({{"live/terragrunt.stack.hcl", "unit \"zone\" {\n  expansion {\n    for_each = toset(jsondecode(get_env(\"ZONES\")))\n  }\n  source = \"../units/net\"\n  path = each.key\n}\n"}});
  CHECK(made.problems().find("is not known: none is seen") != std::string::npos);
}

TEST_CASE("a dependency with an expansion, and one on a stack", "[terragrunt]") {
  Estate made = estate({{"a/terragrunt.hcl", "terraform {\n  source = \"../modules/net\"\n}\ninputs = {\n  x = \"from a\"\n}\n"},
                        {"shard-1/terragrunt.hcl", "terraform {\n  source = \"../modules/net\"\n}\ninputs = {\n  x = \"from shard 1\"\n}\n"},
                        {"shard-0/terragrunt.hcl", "terraform {\n  source = \"../modules/net\"\n}\n"},
                        {"app/terragrunt.hcl", R"(
terraform {
  source = "../modules/net"
}
dependency "all" {
  expansion {
    for_each = toset(["a"])
  }
  config_path = "../${each.key}"
}
dependency "shard" {
  expansion {
    count = 2
  }
  config_path = "../shard-${count.index}"
}
inputs = {
  x = dependency.all["a"].outputs.x
  y = dependency.shard["1"].outputs.x
}
)"},
                        {"live/terragrunt.stack.hcl", R"(
stack "network" {
  source = "../stacks/network"
  path   = "network"
}
unit "app" {
  source = "../units/bare"
  path   = "app"
  autoinclude {
    dependency "network" {
      config_path = stack.network.path
    }
    inputs = {
      x = dependency.network.outputs.vpc.x
    }
  }
}
)"},
                        {"stacks/network/terragrunt.stack.hcl", "unit \"vpc\" {\n  source = \"${get_repo_root()}/units/net\"\n  path = \"vpc\"\n  values = {\n    x = \"a vpc\"\n  }\n}\n"}});
  CHECK(made.problems() == "");
  CHECK(made.json("app", "var.x") == R"("from a")");
  CHECK(made.json("app", "var.y") == R"("from shard 1")");
  CHECK(made.json("app", "dependency.all[\"a\"]", "unit") == R"("a")");
  CHECK(made.json("live/.terragrunt-stack/app", "var.x") == R"("a vpc")");
  CHECK(made.json("live/.terragrunt-stack/app", "dependency.network.vpc", "unit") == R"("live/.terragrunt-stack/network/.terragrunt-stack/vpc")");
}

TEST_CASE("hostile expansions end in a diagnostic", "[terragrunt]") {
  struct Case { const char* text; const char* says; };
  const Case cases[] = {
      {"dependency \"a\" {\n  expansion {\n    for_each = toset([for i in range(1000) : tostring(i)])\n  }\n  config_path = \"../${each.key}\"\n}\ninputs = { x = dependency.a[\"1\"].outputs }\n",
       "more than 128 dependencies (limit)"},
      {"dependency \"a\" {\n  expansion {\n    for_each = dependency.b\n  }\n  config_path = \"../a\"\n}\ndependency \"b\" {\n  expansion {\n    for_each = dependency.a\n  }\n  config_path = \"../b\"\n}\n",
       "is not declared"},
      {"dependency \"a\" {\n  expansion {}\n  config_path = \"../a\"\n}\n", "takes one of count and for_each"},
  };
  for (const Case& c : cases) {
    Estate made = estate({{"app/terragrunt.hcl", std::string("terraform {\n  source = \"../modules/net\"\n}\n") + c.text}});
    INFO(c.text);
    CHECK(made.problems().find(c.says) != std::string::npos);
  }
}

TEST_CASE("autoinclude of a stack adds components and replaces those of their names", "[terragrunt]") {
  const std::string stack = R"(
locals {
  name = "outer"
}
stack "network" {
  source = "SOURCE"
  path   = "network"
  autoinclude {
    unit "vpc" {
      source = "${get_repo_root()}/units/net"
      path   = "vpc"
      values = {
        x = local.name
      }
    }
    unit "extra" {
      source = "${get_repo_root()}/units/bare"
      path   = "extra"
      autoinclude {
        dependency "vpc" {
          config_path = unit.vpc.path
        }
        inputs = {
          x = dependency.vpc.outputs.x
        }
      }
    }
  }
}
)";
  const std::string inner = "unit \"vpc\" {\n  source = \"${get_repo_root()}/units/net\"\n  path = \"vpc\"\n  values = {\n    x = \"inner\"\n  }\n}\n";
  auto with = [&](const std::string& source) {
    std::string text = stack;
    text.replace(text.find("SOURCE"), 6, source);
    return estate({{"live/terragrunt.stack.hcl", text}, {"stacks/network/terragrunt.stack.hcl", inner}});
  };
  Estate here = with("../stacks/network");
  CHECK(here.problems() == "");
  const std::string folder = "live/.terragrunt-stack/network/.terragrunt-stack/";
  CHECK(here.json(folder + "vpc", "var.x") == R"("outer")");
  CHECK(here.json(folder + "extra", "var.x") == R"("outer")");
  Estate remote = with("github.com/acme/catalog//network");
  CHECK(remote.json(folder + "vpc", "var.x") == R"("outer")");
}
