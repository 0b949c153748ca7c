// What looks like an error and need not be one.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/pipeline/environment_errors.h"
#include "tests/support/stack_fixture.h"

using namespace bulkhead;
using bulkhead::testing::evaluate;

namespace {

std::size_t errors(const std::vector<Diagnostic>& diagnostics) {
  return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Diagnostic::Severity::error; }));
}

}  // namespace

TEST_CASE("words of provisioners are no references", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
resource "null_resource" "a" {
  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "true"
  }
})"}});
  CHECK(stack.problems().empty());
  CHECK(stack.json("null_resource.a", "provisioner[0].when") == "\"destroy\"");
}

TEST_CASE("an instance that perhaps does not exist has no errors, only doubts", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
data "aws_instances" "all" {}
resource "a_b" "none" { count = 0 }
resource "a_b" "each" {
  for_each = toset(data.aws_instances.all.ids)
  name     = a_b.none[0].name
}
resource "a_b" "sure" { name = a_b.none[0].name }
)"}});
  CHECK(stack.attribute("a_b.each[*]", "name").is_unknown());
  CHECK(stack.unit.diagnostics.size() == 2);
  CHECK(errors(stack.unit.diagnostics) == 1);
}

TEST_CASE("an error of one environment only is a warning", "[stacks]") {
  Diagnostic here{{FileId{1}, 0, 1}, "a"}, there{{FileId{1}, 2, 3}, "b"};
  std::vector<Diagnostic> one{here, there}, two{here};
  std::vector<std::vector<Diagnostic>*> both{&one, &two};
  doubt_environment_errors(both);
  CHECK(errors(one) == 1);
  CHECK(errors(two) == 1);
  std::vector<Diagnostic> alone{there};
  std::vector<std::vector<Diagnostic>*> single{&alone};
  doubt_environment_errors(single);
  CHECK(errors(alone) == 1);
}

TEST_CASE("values have the collection type of their variable", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
variable "names" { type = set(string) }
variable "sizes" { type = list(number) }
variable "loose" { type = any }
variable "by" { type = map(string) }
resource "a_b" "c" {
  set   = var.names == toset(["b", "a"])
  list  = var.sizes == tolist([1, 2])
  tuple = var.sizes == [1, 2]
  any   = var.loose == [1]
  map   = var.by == tomap({ a = "1" })
  exact = var.sizes[0]
})"},
                         {"terraform.tfvars", "names = [\"a\", \"b\", \"a\"]\nsizes = [\"1\", 2]\nloose = [1]\nby = { a = 1 }\n"}});
  CHECK(stack.json("a_b.c", "set") == "true");
  CHECK(stack.json("a_b.c", "list") == "true");
  CHECK(stack.json("a_b.c", "tuple") == "false");
  CHECK(stack.json("a_b.c", "any") == "true");
  CHECK(stack.json("a_b.c", "map") == "true");
  CHECK(stack.json("a_b.c", "exact") == "1");
}

TEST_CASE("what is unknown keeps the reason", "[stacks]") {
  auto stack = evaluate({{"main.tf", R"(
data "aws_vpc" "v" {}
variable "n" {}
resource "a_b" "c" {
  filtered = [for x in ["a"] : x if data.aws_vpc.v.id == x]
  keyed    = { for x in ["a"] : x => 1 if var.n == x }["a"]
  held     = contains([data.aws_vpc.v.id], "x")
  chosen   = "%{ if var.n == "x" }a%{ endif }"
  clock    = timestamp()
})"}});
  auto cause = [&](std::string_view path) {
    const UnknownInfo* info = stack.attribute("a_b.c", path).unknown();
    return info ? info->cause : UnknownInfo::Cause::other;
  };
  CHECK(cause("filtered") == UnknownInfo::Cause::data_source);
  CHECK(cause("keyed") == UnknownInfo::Cause::input_variable);
  CHECK(cause("held") == UnknownInfo::Cause::data_source);
  CHECK(cause("chosen") == UnknownInfo::Cause::input_variable);
  CHECK(cause("clock") == UnknownInfo::Cause::function);
}
