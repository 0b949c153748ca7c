// `bulkhead eval` and `bulkhead facts --unknown`.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/scratch.h"

using bulkhead::test::run_bulkhead;
using nlohmann::json;

TEST_CASE("an expression without a stack", "[cli][eval]") {
  json answer = json::parse(run_bulkhead({"eval", "[for x in [1, 2] : x * 2]"}).output);
  CHECK(answer["value"] == json({2, 4}));
  CHECK(answer["type"] == "tuple([number, number])");
  CHECK(answer["diagnostics"].empty());
  CHECK(run_bulkhead({"eval", "340282366920938463463374607431768211455 + 1"}).output.starts_with("{\"value\":340282366920938463463374607431768211456,"));
  json wrong = json::parse(run_bulkhead({"eval", "1 +"}).output);
  CHECK(wrong["diagnostics"][0]["severity"] == "error");
  json unknown = json::parse(run_bulkhead({"eval", "timestamp()"}).output);
  CHECK(unknown["unknown"]["cause"] == "function");
}

TEST_CASE("an expression in an environment of a stack, with the way to the line to edit", "[cli][eval]") {
  bulkhead::test::Scratch scratch;
  scratch.write("live/app/main.tf", "variable \"cidr\" {}\nmodule \"net\" {\n  source = \"../../modules/net\"\n  range  = var.cidr\n}\n");
  scratch.write("live/app/env/dev.tfvars", "cidr = \"10.1.0.0/16\"\n");
  scratch.write("live/app/env/prod.tfvars", "cidr = \"10.2.0.0/16\"\n");
  scratch.write("modules/net/main.tf", "variable \"range\" {}\noutput \"first\" {\n  value = cidrhost(var.range, 1)\n}\n");
  const std::string root = scratch.at(), stack = root + "/live/app";
  auto ask = [&](std::string environment) {
    return run_bulkhead({"eval", "module.net.first", "--stack", stack, "--root", root, "--env", environment});
  };
  json answer = json::parse(ask("prod").output);
  CHECK(answer["value"] == "10.2.0.1");
  CHECK(answer["environment"] == "production");
  REQUIRE_FALSE(answer["provenance"].empty());
  CHECK(answer["provenance"].back()["file"] == "live/app/env/prod.tfvars");
  CHECK(answer["provenance"].back()["line"] == 1);
  CHECK(json::parse(ask("dev").output)["value"] == "10.1.0.1");
  auto unclear = run_bulkhead({"eval", "module.net.first", "--stack", stack, "--root", root});
  CHECK(unclear.exit_code == 2);
  CHECK(ask("qa").exit_code == 2);
}

TEST_CASE("unknown values are counted by cause", "[cli][eval]") {
  bulkhead::test::Scratch scratch;
  scratch.write("main.tf", R"(
variable "name" {}
data "aws_vpc" "shared" {}
module "far" { source = "registry.example.com/a/b/c" }
resource "a_b" "c" {
  one   = data.aws_vpc.shared.id
  two   = [data.aws_vpc.shared.id, "known"]
  three = var.name
  four  = module.far.x
  five  = a_b.d.id
  six   = timestamp()
}
resource "a_b" "d" {}
)");
  auto run = run_bulkhead({"facts", "--unknown", scratch.at()});
  CHECK(run.exit_code == 0);
  json summary = json::parse(run.output.substr(0, run.output.find('\n')));
  CHECK(summary["unknown"]["data-source"] == 2);
  CHECK(summary["unknown"]["remote-module"] == 1);
  CHECK(summary["unknown"]["computed-attribute"] == 1);
  CHECK(summary["unknown"]["function"] == 1);
  CHECK(summary["unknown"]["input-variable"] == 2);   // the variable itself and what it is given to
  CHECK(run.output.find(R"("stands_for":"data.aws_vpc.shared.id","count":2)") != std::string::npos);
}
