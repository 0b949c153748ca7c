#include <catch2/catch_test_macros.hpp>

#include "analyzer/terraform/policy.h"
#include "tests/support/stack_fixture.h"

using bulkhead::testing::evaluate;

TEST_CASE("variables: default, tfvars, auto tfvars in order of precedence", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" {}
resource "x_y" "z" {
  a = var.a
  b = var.b
  c = var.c
  d = var.d
})"},
                         {"terraform.tfvars", "b = \"file\"\nc = \"file\"\n"},
                         {"x.auto.tfvars", "c = \"auto\"\n"},
                         {"y.auto.tfvars.json", R"({"c": "json"})"}});
  CHECK(stack.json("x_y.z", "a") == "\"default\"");
  CHECK(stack.json("x_y.z", "b") == "\"file\"");
  CHECK(stack.json("x_y.z", "c") == "\"json\"");
  CHECK(stack.json("x_y.z", "d") == R"({"unknown":"var.d"})");
  CHECK(stack.problems().empty());
  CHECK(stack.trail("x_y.z", "b").back() == "terraform.tfvars:1");
}

TEST_CASE("locals are lazy, a cycle is a diagnostic", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
locals {
  c = "${local.b}-c"
  a = "a"
  b = "${local.a}-b"
  p = local.q
  q = local.p
}
)"}});
  CHECK(stack.json("local.c", "value") == "\"a-b-c\"");
  CHECK(stack.attribute("local.p", "value").is_unknown());
  CHECK(stack.problems().find("depends on itself") != std::string::npos);
}

TEST_CASE("count and for_each give instances", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
variable "n" {}
resource "a_b" "counted" {
  count = 2
  name  = "n${count.index}"
}
resource "a_b" "none" { count = 0 }
resource "a_b" "keyed" {
  for_each = { x = "one", y = "two" }
  name     = "${each.key}-${each.value}"
}
resource "a_b" "unknown" {
  count = var.n
  name  = "fixed"
}
resource "a_b" "reader" {
  first  = a_b.counted[1].name
  all    = a_b.counted[*].name
  y      = a_b.keyed["y"].name
  id     = a_b.counted[0].id
  lost   = a_b.unknown[0].id
}
)"}});
  CHECK(stack.json("a_b.counted[1]", "name") == "\"n1\"");
  CHECK(stack.json("a_b.keyed[\"x\"]", "name") == "\"x-one\"");
  CHECK(stack.find("a_b.none") == nullptr);
  CHECK(stack.json("a_b.unknown[*]", "name") == "\"fixed\"");
  CHECK(stack.json("a_b.reader", "first") == "\"n1\"");
  CHECK(stack.json("a_b.reader", "all") == R"(["n0","n1"])");
  CHECK(stack.json("a_b.reader", "y") == "\"y-two\"");
  CHECK(stack.json("a_b.reader", "id") == R"({"unknown":"a_b.counted[0].id"})");
  CHECK(stack.attribute("a_b.reader", "lost").is_unknown());
  CHECK(stack.problems().empty());
}

TEST_CASE("nested and dynamic blocks are lists of maps", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
variable "unknown" {}
resource "aws_security_group" "g" {
  ingress {
    from_port = 22
  }
  dynamic "ingress" {
    for_each = { https = 443, http = 80 }
    iterator = rule
    content {
      description = rule.key
      from_port   = rule.value
    }
  }
  dynamic "egress" {
    for_each = var.unknown
    content {
      from_port = egress.value
      to_port   = 1
    }
  }
})"}});
  CHECK(stack.json("aws_security_group.g", "ingress") ==
        R"([{"from_port":22},{"description":"http","from_port":80},{"description":"https","from_port":443}])");
  CHECK(stack.json("aws_security_group.g", "egress[0].to_port") == "1");
  CHECK(stack.attribute("aws_security_group.g", "egress[0].from_port").is_unknown());
}

TEST_CASE("local modules see the caller's values, and trails lead to the literal", "[stacks]") {
  auto stack = evaluate({{"live/main.tf", R"(
variable "cidr" {}
locals { range = var.cidr }
module "net" {
  source   = "../modules/net"
  for_each = toset(["a"])
  cidr     = local.range
}
output "vpc" { value = module.net["a"].vpc_id }
output "range" { value = module.net["a"].range }
)"},
                         {"live/terraform.tfvars", "cidr = \"10.0.0.0/16\"\n"},
                         {"modules/net/main.tf", R"(
variable "cidr" { type = string }
resource "aws_vpc" "main" { cidr_block = var.cidr }
output "vpc_id" { value = aws_vpc.main.id }
output "range" { value = aws_vpc.main.cidr_block }
)"}},
                        "live");
  CHECK(stack.json("module.net[\"a\"].aws_vpc.main", "cidr_block") == "\"10.0.0.0/16\"");
  CHECK(stack.json("output.range", "value") == "\"10.0.0.0/16\"");
  CHECK(stack.json("output.vpc", "value") == R"({"unknown":"module.net[\"a\"].aws_vpc.main.id"})");
  auto trail = stack.trail("module.net[\"a\"].aws_vpc.main", "cidr_block");
  REQUIRE(trail.size() >= 4);
  CHECK(trail.back() == "live/terraform.tfvars:1");
  std::string all;
  for (const auto& step : trail) all += step + "\n";
  CHECK(all.find("variable \"cidr\"") != std::string::npos);
  CHECK(all.find("module \"net\" argument cidr") != std::string::npos);
  CHECK(all.find("local.range") != std::string::npos);
  const auto* vpc = stack.find("module.net[\"a\"].aws_vpc.main");
  REQUIRE(vpc);
  CHECK(vpc->callers.size() == 1);
  CHECK(stack.problems().empty());
}

TEST_CASE("remote modules: arguments stay visible, outputs are unknown", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
  cidr   = "10.1.0.0/16"
}
resource "aws_subnet" "s" { vpc_id = module.vpc.vpc_id }
)"}});
  CHECK(stack.json("module.vpc.aws_vpc", "cidr_block") == "\"10.1.0.0/16\"");   // the resource that it makes
  CHECK(stack.json("module.vpc", "source") == "\"terraform-aws-modules/vpc/aws\"");
  CHECK(stack.json("aws_subnet.s", "vpc_id") == R"({"unknown":"module.vpc.vpc_id"})");
}

TEST_CASE("module calls that lead to themselves end", "[stacks]") {
  auto stack = evaluate({{"main.tf", "module \"me\" { source = \"./a\" }"}, {"a/main.tf", "module \"again\" { source = \"../a\" }"}});
  CHECK(stack.problems().find("calls itself") != std::string::npos);
}

TEST_CASE("object types fill optional attributes and drop others", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
variable "db" {
  type = object({ name = string, port = optional(number, 5432), tags = optional(map(string), {}) })
  default = { name = "x", extra = true }
}
resource "a" "b" { db = var.db }
)"}});
  CHECK(stack.json("a.b", "db") == R"({"name":"x","port":5432,"tags":{}})");
}

TEST_CASE("override files replace arguments and whole block types", "[stacks]") {
  auto stack = evaluate({{"main.tf", "resource \"a\" \"b\" {\n  x = 1\n  y = 1\n  n { v = 1 }\n  n { v = 2 }\n}"},
                         {"z_override.tf", "resource \"a\" \"b\" {\n  y = 2\n  n { v = 3 }\n}"}});
  CHECK(stack.json("a.b", "x") == "1");
  CHECK(stack.json("a.b", "y") == "2");
  CHECK(stack.json("a.b", "n") == R"([{"v":3}])");
}

TEST_CASE("JSON syntax is configuration too", "[stacks]") {
  auto stack = evaluate({{"main.tf.json", R"({
  "variable": {"name": {"default": "web"}},
  "locals": {"full": "${var.name}-1"},
  "resource": {"aws_instance": {"i": {"ami": "ami-1", "tags": {"Name": "${local.full}"}, "root_block_device": [{"encrypted": true}]}}}
})"}});
  CHECK(stack.json("aws_instance.i", "tags.Name") == "\"web-1\"");
  CHECK(stack.json("aws_instance.i", "root_block_device[0].encrypted") == "true");
  CHECK(stack.problems().empty());
}

TEST_CASE("long references, whole iterators and partly known objects", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
resource "aws_sns_topic" "t" { name = "alarms" }
resource "x" "long" { name = resource.aws_sns_topic.t.name }
resource "x" "dynamic" {
  dynamic "rule" {
    for_each = { a = "one" }
    content { key = lookup(rule, "key", null) }
  }
}
module "m" {
  source = "./m"
  topics = { t = aws_sns_topic.t }
}
variable "ids" {}
locals {
  all  = merge(var.ids, { own = "1" })
  arns = { for name, id in local.all : name => "arn:${id}" }
}
output "other" { value = local.arns["shop-production"] }
)"},
                         {"m/main.tf", R"(
variable "topics" { type = map(object({ arn = string })) }
output "arn" { value = var.topics["t"].arn }
resource "y" "z" { arn = var.topics["t"].arn }
)"}});
  CHECK(stack.json("x.long", "name") == "\"alarms\"");
  CHECK(stack.json("x.dynamic", "rule[0].key") == "\"a\"");
  CHECK(stack.json("module.m.y.z", "arn") == R"({"unknown":"aws_sns_topic.t.arn"})");
  CHECK(recognisable_text(stack.attribute("output.other", "value")).find("shop-production") != std::string::npos);
  CHECK(stack.problems().empty());
}

TEST_CASE("a policy document's structure is reachable behind its JSON", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["x"]
    }
  }
}
resource "aws_iam_role" "r" { assume_role_policy = data.aws_iam_policy_document.trust.json }
resource "aws_iam_role" "encoded" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" } }] })
}
resource "aws_iam_role" "heredoc" {
  assume_role_policy = <<EOT
{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "${data.aws_iam_policy_document.trust.id}"}}]}
EOT
}
)"}});
  using bulkhead::terraform::policy_of;
  bulkhead::Arena arena;
  bulkhead::Value policy = policy_of(stack.attribute("aws_iam_role.r", "assume_role_policy"), arena);
  bulkhead::Value principal = policy.path("Statement[0].Principal.AWS[0]");
  CHECK(principal.as_string() == "arn:aws:iam::111122223333:root");
  CHECK(stack.workspace.lines(decisive_span(principal.origin()).file).at(decisive_span(principal.origin()).begin).line == 7);
  CHECK(policy.path("Statement[0].Effect").as_string() == "Allow");
  CHECK(to_json(policy.path("Statement[0].Condition")) == R"({"StringEquals":{"sts:ExternalId":["x"]}})");
  policy = policy_of(stack.attribute("aws_iam_role.encoded", "assume_role_policy"), arena);
  CHECK(policy.path("Statement[0].Principal.AWS").as_string() == "*");
  CHECK(stack.workspace.lines(bulkhead::FileId{0}).at(decisive_span(policy.path("Statement[0].Principal.AWS").origin()).begin).line == 18);
  policy = policy_of(stack.attribute("aws_iam_role.heredoc", "assume_role_policy"), arena);
  CHECK(policy.path("Statement[0].Effect").as_string() == "Allow");
  CHECK(policy.path("Statement[0].Principal.AWS").is_unknown());
}

TEST_CASE("locals keep what belongs to the stack's environment", "[stacks]") {
  using namespace bulkhead;
  Workspace workspace = Workspace::from_memory({{"main.tf", R"(
locals {
  hosts               = { development = "dev.example.org", production = "www.example.org" }
  baseline_production = { host = "x" }
  environment         = terraform.workspace
}
resource "x" "y" { host = local.hosts[local.environment] }
)"}});
  Vocabulary vocabulary;
  auto plans = terraform::plan_stacks(workspace, vocabulary, Config());
  REQUIRE(plans.size() == 2);
  Unit unit = terraform::evaluate_stack(workspace, plans[0], vocabulary, Config());
  for (const Resource& resource : unit.resources) {
    if (resource.address == "local.hosts") CHECK(to_json(resource.attributes["value"]) == R"({"development":"dev.example.org"})");
    if (resource.address == "local.baseline_production") CHECK(resource.environment.environment.name == "production");
    if (resource.address == "x.y") CHECK(resource.attributes["host"].as_string() == "dev.example.org");
  }
}
