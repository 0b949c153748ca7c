// Terragrunt's units: what their configuration comes to, and the root modules that they are.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "analyzer/terraform/expression/perhaps.h"
#include "analyzer/terraform/terragrunt/unit_plan.h"
#include "analyzer/terraform/terragrunt/version_constraint.h"
#include "tests/support/stack_fixture.h"

using namespace bulkhead;
using Estate = bulkhead::testing::EvaluatedEstate;

namespace {

constexpr const char* kModule = "variable \"x\" { default = \"default\" }\noutput \"x\" {\n  value = var.x\n}\n";

/// `x` of a unit live/prod/app that includes root.hcl, beside which env.hcl stands.
std::string evaluated(const std::string& expression, const std::string& above = {}) {
  Estate estate({{"root.hcl", above + "\n"},
                 {"live/prod/env.hcl", "locals {\n  name = \"prod\"\n}\n"},
                 {"live/prod/app/values.tfvars", "a = 1\nb = \"two\"\n"},
                 {"modules/app/main.tf", kModule},
                 {"live/prod/app/terragrunt.hcl", "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n  expose = true\n}\nterraform {\n  source = "
                                                  "\"../../../modules//app\"\n}\ninputs = {\n  x = " + expression + "\n}\n"}});
  INFO(estate.problems());
  CHECK(estate.stacks() == "live/prod/app production");
  return estate.json("live/prod/app", "output.x");
}

}  // namespace

TEST_CASE("Terragrunt's functions", "[terragrunt]") {
  struct Case { const char* expression; const char* value; };
  const Case cases[] = {
      {R"("plain")", R"("plain")"},
      {R"(upper("also Terraform's"))", R"("ALSO TERRAFORM'S")"},
      {"get_terragrunt_dir()", R"("<root>/live/prod/app")"},
      {"get_original_terragrunt_dir()", R"("<root>/live/prod/app")"},
      {"get_parent_terragrunt_dir()", R"("<root>")"},
      {"get_parent_terragrunt_dir(\"root\")", R"("<root>")"},
      {"get_repo_root()", R"("<root>")"},
      {"get_path_from_repo_root()", R"("live/prod/app")"},
      {"get_path_to_repo_root()", R"("../../..")"},
      {"path_relative_to_include()", R"("live/prod/app")"},
      {"path_relative_to_include(\"root\")", R"("live/prod/app")"},
      {"path_relative_from_include()", R"("../../..")"},
      {"basename(get_terragrunt_dir())", R"("app")"},
      {"find_in_parent_folders(\"env.hcl\")", R"("<root>/live/prod/env.hcl")"},
      {"find_in_parent_folders(\"none.hcl\", \"fallback\")", R"("fallback")"},
      {"read_terragrunt_config(find_in_parent_folders(\"env.hcl\")).locals.name", R"("prod")"},
      {"read_terragrunt_config(\"../env.hcl\").locals.name", R"("prod")"},
      {"read_terragrunt_config(\"none.hcl\", { locals = { name = \"other\" } }).locals.name", R"("other")"},
      {"try(read_terragrunt_config(\"none.hcl\").locals.name, \"tried\")", R"("tried")"},
      {"jsondecode(read_tfvars_file(\"values.tfvars\")).b", R"("two")"},
      {"file(\"../env.hcl\") == file(find_in_parent_folders(\"env.hcl\"))", "true"},
      {"mark_as_read(\"../env.hcl\")", R"("../env.hcl")"},
      {"deep_merge({ a = { b = 1, c = [1] } }, { a = { c = [2] } })", R"({"a":{"b":1,"c":[1,2]}})"},
      {"constraint_check(\"1.5.7\", \">= 1.0, < 2.0\")", "true"},
      {"length(get_terraform_commands_that_need_vars())", "7"},
      {"get_terraform_commands_that_need_locking()[0]", R"("apply")"},
      {"get_terraform_commands_that_need_input()[2]", R"("init")"},
      {"get_terraform_commands_that_need_parallelism()[2]", R"("destroy")"},
      // What depends on where and by whom it is run.
      {"get_env(\"HOME\")", R"x({"unknown":"get_env(\"HOME\")"})x"},
      {"get_env(\"STAGE\", \"dev\")", R"x({"unknown":"get_env(\"STAGE\")"})x"},
      {"get_aws_account_id()", R"x({"unknown":"get_aws_account_id()"})x"},
      {"get_platform()", R"x({"unknown":"get_platform()"})x"},
      {"get_terraform_command()", R"x({"unknown":"get_terraform_command()"})x"},
      {"run_cmd(\"echo\", \"prod\")", R"x({"unknown":"run_cmd()"})x"},
  };
  for (const Case& c : cases) {
    INFO(c.expression);
    CHECK(evaluated(c.expression) == c.value);
  }
}

TEST_CASE("functions in an included file start from who includes it", "[terragrunt]") {
  struct Case { const char* expression; const char* value; };
  const Case cases[] = {
      {"get_terragrunt_dir()", R"("<root>/live/prod/app")"},
      {"get_parent_terragrunt_dir()", R"("<root>")"},
      {"path_relative_to_include()", R"("live/prod/app")"},
      {"path_relative_from_include()", R"("../../..")"},
      {"find_in_parent_folders(\"env.hcl\")", R"("<root>/live/prod/env.hcl")"},
      // Terraform's functions start from the file that they stand in.
      {"fileexists(\"live/prod/env.hcl\")", "true"},
  };
  for (const Case& c : cases) {
    INFO(c.expression);
    CHECK(evaluated("include.root.locals.there", "locals {\n  there = " + std::string(c.expression) + "\n}") == c.value);
  }
}

TEST_CASE("what sops decrypts stays a secret", "[terragrunt]") {
  Estate estate({{"app/terragrunt.hcl", "inputs = {\n  x = yamldecode(sops_decrypt_file(\"secrets.yaml\")).password\n}\n"}, {"app/main.tf", kModule}});
  Value value = estate.attribute("app", "output.x", "value");
  CHECK(value.is_unknown());
  CHECK(value.sensitive());
}

TEST_CASE("inputs of included configurations are merged by strategy", "[terragrunt]") {
  struct Case { const char* strategy; const char* value; };
  const Case cases[] = {
      {"", R"({"a":{"child":2},"l":[2],"own":true,"parent":true})"},
      {"merge_strategy = \"shallow\"", R"({"a":{"child":2},"l":[2],"own":true,"parent":true})"},
      {"merge_strategy = \"deep\"", R"({"a":{"child":2,"parent":1},"l":[1,2],"own":true,"parent":true})"},
      {"merge_strategy = \"no_merge\"", R"({"a":{"child":2},"l":[2],"own":true,"parent":null})"},
  };
  for (const Case& c : cases) {
    Estate estate({{"root.hcl", "inputs = {\n  a = { parent = 1 }\n  l = [1]\n  parent = true\n  own = false\n}\n"},
                   {"app/main.tf", "variable \"a\" {}\nvariable \"l\" {}\nvariable \"own\" {}\nvariable \"parent\" { default = null }\n"
                                   "output \"x\" {\n  value = { a = var.a, l = var.l, own = var.own, parent = var.parent }\n}\n"},
                   {"app/terragrunt.hcl", "include {\n  path = find_in_parent_folders(\"root.hcl\")\n  " + std::string(c.strategy) +
                                              "\n}\ninputs = {\n  a = { child = 2 }\n  l = [2]\n  own = true\n}\n"}});
    INFO(c.strategy << "\n" << estate.problems());
    CHECK(estate.json("app", "output.x") == c.value);
  }
}

TEST_CASE("the last include wins over those before it, and the file over all", "[terragrunt]") {
  Estate estate({{"one.hcl", "inputs = {\n  x = \"one\"\n  y = \"one\"\n  z = \"one\"\n}\nremote_state {\n  backend = \"s3\"\n  config = { bucket = \"one\" }\n}\n"},
                 {"two.hcl", "inputs = {\n  y = \"two\"\n  z = \"two\"\n}\nremote_state {\n  backend = \"s3\"\n  config = { bucket = \"two\" }\n}\n"},
                 {"app/main.tf", "variable \"x\" {}\nvariable \"y\" {}\nvariable \"z\" {}\noutput \"all\" {\n  value = \"${var.x} ${var.y} ${var.z}\"\n}\n"},
                 {"app/terragrunt.hcl", "include \"one\" {\n  path = \"../one.hcl\"\n}\ninclude \"two\" {\n  path = \"../two.hcl\"\n}\ninputs = {\n  z = \"own\"\n}\n"}});
  CHECK(estate.json("app", "output.all") == R"("one two own")");
  CHECK(estate.json("app", "backend.s3", "bucket") == R"("two")");
}

TEST_CASE("a unit is the root module that its source names", "[terragrunt]") {
  Estate estate({{"root.hcl", R"(
locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))
}
remote_state {
  backend = "s3"
  config = {
    bucket = "states-${local.env.locals.environment}"
    key    = "${path_relative_to_include()}/terraform.tfstate"
  }
}
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["${local.env.locals.account}"]
}
EOF
}
inputs = local.env.locals
)"},
                 {"live/prod/env.hcl", "locals {\n  environment = \"prod\"\n  account     = \"123456789012\"\n  cidr        = \"10.1.0.0/16\"\n}\n"},
                 {"live/prod/vpc/terragrunt.hcl", "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\nterraform {\n  source = \"../../../modules//vpc\"\n}\n"},
                 {"modules/vpc/main.tf", "variable \"cidr\" {}\nresource \"aws_vpc\" \"main\" {\n  cidr_block = var.cidr\n}\n"}});
  INFO(estate.problems());
  CHECK(estate.problems().empty());
  CHECK(estate.stacks() == "live/prod/vpc production");   // and the module is no root of its own
  CHECK(estate.json("live/prod/vpc", "aws_vpc.main", "cidr_block") == R"("10.1.0.0/16")");
  CHECK(estate.place(estate.attribute("live/prod/vpc", "aws_vpc.main", "cidr_block")) == "live/prod/env.hcl:4:17");
  CHECK(estate.json("live/prod/vpc", "backend.s3", "bucket") == R"("states-prod")");
  CHECK(estate.json("live/prod/vpc", "backend.s3", "key") == R"("live/prod/vpc/terraform.tfstate")");
  CHECK(estate.place(estate.attribute("live/prod/vpc", "provider.aws", "region")) == "root.hcl:17:25");
  CHECK(estate.json("live/prod/vpc", "provider.aws", "allowed_account_ids") == R"(["123456789012"])");
  CHECK(estate.place(estate.attribute("live/prod/vpc", "provider.aws", "allowed_account_ids[0]")) == "live/prod/env.hcl:3:17");
}

TEST_CASE("generated files", "[terragrunt]") {
  struct Case { const char* what; const char* generate; const char* region; const char* place; };
  const Case cases[] = {
      {"a literal text", "path = \"p.tf\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nprovider \"aws\" {\n  region = \"eu-west-1\"\n}\nEOF\n", R"("eu-west-1")", "app/terragrunt.hcl:9:12"},
      {"an interpolated value", "path = \"p.tf\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nprovider \"aws\" {\n  region = \"${local.region}\"\n}\nEOF\n", R"("eu-west-2")", "app/terragrunt.hcl:2:12"},
      {"an unknown part", "path = \"p.tf\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nprovider \"aws\" {\n  region = \"${get_env(\"REGION\")}\"\n}\nEOF\n", R"x({"unknown":"get_env(\"REGION\")"})x", nullptr},
      {"Terraform's own interpolation", "path = \"p.tf\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nprovider \"aws\" {\n  region = \"$${var.x}-1\"\n}\nEOF\n", R"("default-1")", nullptr},
      {"the JSON form", "path = \"p.tf.json\"\n  if_exists = \"overwrite\"\n  contents = jsonencode({ provider = { aws = { region = local.region } } })\n", R"("eu-west-2")", nullptr},
      {"a file that stands there already", "path = \"main.tf\"\n  if_exists = \"skip\"\n  contents = \"provider aws {}\"\n", "null", nullptr},
      {"switched off", "path = \"p.tf\"\n  disable = true\n  if_exists = \"overwrite\"\n  contents = \"provider aws {}\"\n", "null", nullptr},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    Estate estate({{"app/terragrunt.hcl", std::string("locals {\n  region = \"eu-west-2\"\n}\ngenerate \"p\" {\n  ") + c.generate + "}\n"}, {"app/main.tf", kModule}});
    INFO(estate.problems());
    CHECK(estate.problems().empty());
    Value region = estate.attribute("app", "provider.aws", "region");
    CHECK((region.is_missing() ? "null" : to_json(region)) == c.region);
    if (c.place) CHECK(estate.place(region) == c.place);
  }
}

TEST_CASE("generated variable files", "[terragrunt]") {
  struct Case { const char* what; const char* generate; const char* x; const char* place; };
  const Case cases[] = {
      {"a literal text", "path = \"a.auto.tfvars\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nx = \"one\"\nEOF\n", R"("one")", "app/terragrunt.hcl:8:5"},
      {"an interpolated value", "path = \"terraform.tfvars\"\n  if_exists = \"overwrite\"\n  contents = <<EOF\nx = \"${local.region}\"\nEOF\n", R"("eu-west-2")", "app/terragrunt.hcl:2:12"},
      {"the JSON form", "path = \"a.auto.tfvars.json\"\n  if_exists = \"overwrite\"\n  contents = jsonencode({ x = local.region })\n", R"("eu-west-2")", nullptr},
      {"over what stands beside", "path = \"z.auto.tfvars\"\n  if_exists = \"overwrite\"\n  contents = \"x = 2\"\n", "2", nullptr},
      {"skipped", "path = \"b.auto.tfvars\"\n  if_exists = \"skip\"\n  contents = \"x = 2\"\n", R"("beside")", nullptr},
      {"an earlier name loses", "path = \"a.auto.tfvars\"\n  if_exists = \"overwrite\"\n  contents = \"x = 2\"\n", R"("beside")", nullptr},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    testing::Files files{{"app/terragrunt.hcl", std::string("locals {\n  region = \"eu-west-2\"\n}\ngenerate \"p\" {\n  ") + c.generate + "}\n"}, {"app/main.tf", kModule}};
    if (std::string_view(c.x) == R"("beside")" || std::string_view(c.x) == "2") files.emplace_back("app/b.auto.tfvars", "x = \"beside\"\n");
    Estate estate(files);
    CHECK(estate.problems().empty());
    CHECK(estate.json("app", "var.x") == c.x);
    if (c.place) CHECK(estate.place(estate.attribute("app", "var.x", "value")) == c.place);
  }
}

TEST_CASE("who a unit is run as says which account it is of", "[terragrunt]") {
  Estate estate({{"app/terragrunt.hcl", "include \"root\" {\n  path = \"../root.hcl\"\n}\n"}, {"app/main.tf", kModule},
                 {"root.hcl", "locals {\n  id = \"210987654321\"\n  account_id = \"123123123123\"\n}\niam_role = \"arn:aws:iam::${local.id}:role/terragrunt\"\n"}});
  CHECK(estate.json("app", "terragrunt", "account") == R"("210987654321")");
  CHECK(estate.line(estate.attribute("app", "terragrunt", "account")) == "root.hcl:5");
  CHECK(estate.json("app", "terragrunt", "iam_role") == R"("arn:aws:iam::210987654321:role/terragrunt")");
}

TEST_CASE("a default of get_env is what may be", "[terragrunt]") {
  Estate estate({{"app/terragrunt.hcl", "inputs = {\n  x = get_env(\"HOST\", \"db.prod.internal\")\n}\n"}, {"app/main.tf", kModule}});
  Value x = estate.attribute("app", "var.x", "value");
  CHECK(x.is_unknown());
  CHECK(terraform::if_it_holds(x).as_string() == "db.prod.internal");
}

TEST_CASE("inputs of a module that is not here are the arguments of a call", "[terragrunt]") {
  Estate estate(testing::Files{{"live/dev/db/terragrunt.hcl", "terraform {\n  source = \"git::git@github.com:acme/modules.git//db?ref=v1\"\n}\ninputs = {\n  cidr = \"10.0.0.0/8\"\n  count = 2\n}\n"}});
  CHECK(estate.stacks() == "live/dev/db development");
  CHECK(estate.json("live/dev/db", "module.db", "cidr") == R"("10.0.0.0/8")");
  CHECK(estate.place(estate.attribute("live/dev/db", "module.db", "cidr")) == "live/dev/db/terragrunt.hcl:5:10");
  CHECK(estate.json("live/dev/db", "module.db", "source") == R"("git::git@github.com:acme/modules.git//db?ref=v1")");
}

TEST_CASE("outputs of other units are evaluated, mocks are not taken for them", "[terragrunt]") {
  const std::string reader = R"(
terraform {
  source = "../modules/app"
}
dependency "net" {
  config_path  = "../net"
  mock_outputs = {
    x = "mock"
    y = "mock"
  }
}
inputs = {
  x = dependency.net.outputs.)";
  auto estate = [&](const std::string& output, const std::string& source) {
    return std::make_unique<Estate>(testing::Files{{"modules/app/main.tf", kModule},
                                                   {"net/terragrunt.hcl", "terraform {\n  source = \"" + source + "\"\n}\ninputs = {\n  x = \"real\"\n}\n"},
                                                   {"app/terragrunt.hcl", reader + output + "\n}\n"}});
  };
  auto known = estate("x", "../modules/app");
  CHECK(known->json("app", "output.x") == R"("real")");
  CHECK(known->place(known->attribute("app", "output.x", "value")) == "net/terragrunt.hcl:5:7");
  CHECK(known->json("app", "dependency.net", "unit") == R"("net")");
  CHECK(estate("y", "../modules/app")->json("app", "output.x") == R"({"unknown":"dependency.net.outputs.y"})");
  auto remote = estate("x", "git::https://example.com/modules.git");
  CHECK(remote->json("app", "output.x") == R"({"unknown":"dependency.net.outputs.x"})");
}

TEST_CASE("units of a stack file", "[terragrunt]") {
  Estate estate({{"live/prod/terragrunt.stack.hcl", R"(
locals {
  environment = "prod"
}
unit "net" {
  source = "../../units/net"
  path   = "net"
  values = {
    cidr = "10.3.0.0/16"
    name = "net-${local.environment}"
  }
}
unit "far" {
  source = "github.com/acme/catalog//units/far"
  path   = "far"
  values = {
    cidr = "10.4.0.0/16"
  }
}
)"},
                 {"units/net/terragrunt.hcl", "terraform {\n  source = \"${get_repo_root()}/modules/net\"\n}\ninputs = {\n  x = values.name\n  y = values.cidr\n}\n"},
                 {"modules/net/main.tf", "variable \"x\" {}\nvariable \"y\" {}\noutput \"x\" {\n  value = \"${var.x} ${var.y}\"\n}\n"}});
  INFO(estate.problems());
  CHECK(estate.stacks() == "live/prod/.terragrunt-stack/far production, live/prod/.terragrunt-stack/net production");
  CHECK(estate.json("live/prod/.terragrunt-stack/net", "output.x") == R"("net-prod 10.3.0.0/16")");
  CHECK(estate.place(estate.attribute("live/prod/.terragrunt-stack/net", "var.y", "value")) == "live/prod/terragrunt.stack.hcl:9:12");
  CHECK(estate.json("live/prod/.terragrunt-stack/far", "module.far", "cidr") == R"("10.4.0.0/16")");
}

TEST_CASE("variables of a unit in Terraform's order", "[terragrunt]") {
  const std::string unit = "terraform {\n  extra_arguments \"a\" {\n    commands = get_terraform_commands_that_need_vars()\n    required_var_files = [\"${get_terragrunt_dir()}/more.tfvars\"]\n"
                           "    arguments = [\"-var\", \"d=argument\"]\n    env_vars = {\n      TF_VAR_e = \"environment\"\n    }\n  }\n}\n"
                           "inputs = {\n  a = \"input\"\n  b = \"input\"\n  c = \"input\"\n  d = \"input\"\n  e = \"input\"\n}\n";
  Estate estate({{"app/terragrunt.hcl", unit}, {"app/terraform.tfvars", "b = \"file\"\nc = \"file\"\nd = \"file\"\n"}, {"app/more.tfvars", "c = \"more\"\nd = \"more\"\n"},
                 {"app/main.tf", "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {}\nvariable \"d\" {}\nvariable \"e\" {}\n"
                                 "output \"x\" {\n  value = \"${var.a} ${var.b} ${var.c} ${var.d} ${var.e}\"\n}\n"}});
  CHECK(estate.json("app", "output.x") == R"("input file more argument environment")");
}

TEST_CASE("the JSON form of a configuration", "[terragrunt]") {
  Estate estate({{"root.hcl", "inputs = {\n  y = \"root\"\n}\n"},
                 {"app/terragrunt.hcl.json", R"({"include": {"root": {"path": "${find_in_parent_folders(\"root.hcl\")}"}},
  "locals": {"name": "json"}, "terraform": {"source": "../modules/app"}, "inputs": {"x": "${local.name}"}})"},
                 {"modules/app/main.tf", "variable \"x\" {}\nvariable \"y\" {}\noutput \"x\" {\n  value = \"${var.x} ${var.y}\"\n}\n"}});
  CHECK(estate.json("app", "output.x") == R"("json root")");
}

TEST_CASE("hostile configurations end in a diagnostic", "[terragrunt]") {
  struct Case { const char* what; testing::Files files; const char* problem; };
  const Case cases[] = {
      {"includes itself", {{"app/terragrunt.hcl", "include \"a\" {\n  path = \"terragrunt.hcl\"\n}\n"}, {"app/main.tf", kModule}}, "includes itself"},
      {"includes in includes", {{"a.hcl", "include \"b\" {\n  path = \"b.hcl\"\n}\n"}, {"app/terragrunt.hcl", "include \"a\" {\n  path = \"../a.hcl\"\n}\n"}, {"app/main.tf", kModule}}, "one level"},
      {"reads itself", {{"app/terragrunt.hcl", "locals {\n  a = read_terragrunt_config(\"terragrunt.hcl\")\n}\ninputs = {\n  x = local.a.inputs.x\n}\n"}, {"app/main.tf", kModule}}, "itself"},
      {"two that read each other", {{"app/a.hcl", "locals {\n  a = read_terragrunt_config(\"b.hcl\")\n}\n"}, {"app/b.hcl", "locals {\n  a = read_terragrunt_config(\"a.hcl\")\n}\n"},
                                    {"app/terragrunt.hcl", "inputs = {\n  x = read_terragrunt_config(\"a.hcl\").locals.a.locals.a\n}\n"}, {"app/main.tf", kModule}}, "reads itself"},
      {"a dependency cycle", {{"a/terragrunt.hcl", "dependency \"b\" {\n  config_path = \"../b\"\n}\ninputs = {\n  x = dependency.b.outputs.x\n}\n"}, {"a/main.tf", kModule},
                              {"b/terragrunt.hcl", "dependency \"a\" {\n  config_path = \"../a\"\n}\ninputs = {\n  x = dependency.a.outputs.x\n}\n"}, {"b/main.tf", kModule}}, "dependency cycle"},
      {"depends on itself", {{"a/terragrunt.hcl", "dependency \"a\" {\n  config_path = \"../a\"\n}\ninputs = {\n  x = dependency.a.outputs.x\n}\n"}, {"a/main.tf", kModule}}, "dependency cycle"},
      {"a missing dependency", {{"a/terragrunt.hcl", "dependency \"b\" {\n  config_path = \"../b\"\n}\ninputs = {\n  x = dependency.b.outputs.x\n}\n"}, {"a/main.tf", kModule}}, "no unit"},
      {"a missing include", {{"a/terragrunt.hcl", "include \"b\" {\n  path = \"../b.hcl\"\n}\n"}, {"a/main.tf", kModule}}, "no file b.hcl"},
      {"above the root", {{"a/terragrunt.hcl", "inputs = {\n  x = find_in_parent_folders(\"b.hcl\")\n}\n"}, {"a/main.tf", kModule}}, "no b.hcl above a"},
      {"out of the root", {{"a/terragrunt.hcl", "include \"b\" {\n  path = \"../../b.hcl\"\n}\n"}, {"a/main.tf", kModule}}, "outside"},
      {"a local of itself", {{"a/terragrunt.hcl", "locals {\n  a = local.b\n  b = local.a\n}\ninputs = {\n  x = local.a\n}\n"}, {"a/main.tf", kModule}}, "depends on itself"},
      {"a cycle of three", {{"a/terragrunt.hcl", "dependency \"b\" {\n  config_path = \"../b\"\n}\n"}, {"a/main.tf", kModule}, {"b/terragrunt.hcl", "dependency \"c\" {\n  config_path = \"../c\"\n}\n"},
                            {"b/main.tf", "# nothing here\n"}, {"c/terragrunt.hcl", "dependency \"a\" {\n  config_path = \"../a\"\n}\ndependency \"d\" {\n  config_path = \"../d\"\n}\n"}, {"c/main.tf", "# nothing\n"},
                            {"d/terragrunt.hcl", ""}, {"d/main.tf", "# nothing\n"}}, "b: dependency \"c\" leads back"},
      {"a stack of itself", {{"s/terragrunt.stack.hcl", "stack \"a\" {\n  source = \"../s\"\n  path = \"a\"\n}\nunit \"u\" {\n  source = \"../s\"\n  path = \"u\"\n}\n"}, {"s/main.tf", kModule}}, "too deeply"},
      {"garbage", {{"a/terragrunt.hcl", "include \"a\" {\n  path = [\n"}, {"a/main.tf", kModule}}, ""},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    Estate estate(c.files);
    INFO(estate.problems());
    CHECK(estate.problems().find(c.problem) != std::string::npos);
    for (const Unit& unit : estate.units)
      for (const Resource& resource : unit.resources)
        if (resource.address == "output.x" && *c.problem != 0 && std::string(c.what).find("include") == std::string::npos && std::string(c.what).find("of three") == std::string::npos && std::string(c.what).find("stack") == std::string::npos && std::string(c.what) != "out of the root")
          CHECK(resource.attributes["value"].is_unknown());
  }
}

TEST_CASE("versions and constraints", "[terragrunt]") {
  using terraform::terragrunt::Met;
  using terraform::terragrunt::meets_constraint;
  struct Case { const char* version; const char* constraint; Met met; };
  const Case cases[] = {{"1.2.3", "= 1.2.3", Met::yes}, {"1.2.3", "1.2.3", Met::yes}, {"1.2.3", "!= 1.2.3", Met::no}, {"1.2", "1.2.0", Met::yes}, {"v1.10.0", "> 1.9", Met::yes},
                        {"1.2.9", "~> 1.2.3", Met::yes}, {"1.3.0", "~> 1.2.3", Met::no}, {"1.9.0", "~> 1.2", Met::yes}, {"2.0.0", "~> 1.2", Met::no}, {"1.0.0", ">= 1.0.0, < 1.0.1", Met::yes},
                        {"1.0.0-rc1", ">= 0.9", Met::no}, {"1.0.0-rc1", ">= 1.0.0-beta", Met::yes}, {"latest", ">= 1", Met::invalid}, {"1.0", "about 1", Met::invalid}};
  for (const Case& c : cases) {
    INFO(c.version << " " << c.constraint);
    CHECK(meets_constraint(c.version, c.constraint) == c.met);
  }
}
