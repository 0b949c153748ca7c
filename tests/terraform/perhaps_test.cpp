// Values that are there only if a condition holds that nobody knows: they stay unknown, and what they would be stays with them.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/terraform/expression/perhaps.h"
#include "tests/support/stack_fixture.h"

using namespace bulkhead;

namespace {

std::string told(std::string_view expression) {
  auto stack = testing::evaluate({{"main.tf", "data \"aws_region\" \"x\" {}\nlocals {\n  some = data.aws_thing.x.some\n  maybe = local.some ? [\"a\", \"b\"] : []\n}\n"
                                              "data \"aws_thing\" \"x\" {}\nresource \"a_b\" \"c\" {\n  v = " + std::string(expression) + "\n}\n"}});
  CHECK(stack.problems().empty());
  Value value = stack.attribute("a_b.c", "v");
  CHECK(value.is_unknown());
  Value if_so = terraform::if_it_holds(value);
  return if_so.is_missing() ? "-" : to_json(if_so, true);
}

}  // namespace

TEST_CASE("what depends on a condition that nobody knows tells what it would be", "[expression][perhaps]") {
  CHECK(told("local.maybe") == R"(["a","b"])");
  CHECK(told("local.some ? null : \"x\"") == R"("x")");
  CHECK(told("[for x in local.maybe : upper(x)]") == R"(["A","B"])");
  CHECK(told("length(local.maybe)") == "2");
  CHECK(told("contains(local.maybe, \"a\") && true") == "true");
  CHECK(told("contains(local.maybe, \"z\") ? [\"z\"] : []") == "[]");
  CHECK(told("{ a = 1, b = 2 }[join(\"\", [for x in local.maybe : x if x == \"a\"])]") == "1");
}

TEST_CASE("two values are no reason to tell one", "[expression][perhaps]") {
  CHECK(told("local.some ? \"x\" : \"y\"") == "-");
  CHECK(told("local.some ? [\"x\"] : [\"y\"]") == "-");
  CHECK(told("local.some ? local.maybe : []") == R"(["a","b"])");
  CHECK(told("data.aws_thing.x.other") == "-");
}

TEST_CASE("members that may be missing keep a list's other members", "[expression][perhaps]") {
  auto stack = testing::evaluate({{"main.tf", R"(
data "aws_thing" "x" {}
resource "a_b" "c" {
  v = flatten([["k"], data.aws_thing.x.some ? ["a"] : []])
  n = length(flatten([["k"], data.aws_thing.x.some ? ["a"] : []])) == 1 ? "one" : "more"
}
)"}});
  Value length = stack.attribute("a_b.c", "n"), whole = stack.attribute("a_b.c", "v");
  CHECK(length.is_unknown());
  REQUIRE(whole.is_unknown());
  Value list = terraform::if_it_holds(whole);
  REQUIRE(list.items().size() == 2);
  CHECK(list.items()[0].as_string() == "k");
  CHECK(list.items()[1].is_unknown());
  CHECK(terraform::if_it_holds(list.items()[1]).as_string() == "a");
}

TEST_CASE("elements that are certainly in a list of which nobody knows the length", "[expression][perhaps]") {
  struct Case { const char* expression; const char* members; };
  const Case cases[] = {
      {R"(flatten([["a"], var.x]))", R"(["a"])"},
      {R"(flatten([["a", ["b"]], concat(["c"], var.x)]))", R"(["a","b","c"])"},
      {R"(concat(["a"], var.x, ["b"]))", R"(["a","b"])"},
      {R"(distinct(concat(["a"], var.x)))", R"(["a"])"},
      {R"(toset(concat(["a"], var.x)))", R"(["a"])"},
      {R"(compact(["a", "", var.y]))", R"(["a"])"},
      {R"(sort(concat(["b"], var.x)))", R"(["b"])"},
      {R"([for one in concat(["a"], var.x) : "${one}/32"])", R"(["a/32"])"},
      {R"([for one in concat(["a", "b"], var.x) : one if one != "a"])", R"(["b"])"},
      {R"([for key, one in merge({ k = "a" }, var.x) : one])", "[]"},   // what is unknown may replace it
      {R"(flatten([data.aws_thing.x.some ? ["a"] : [], ["b"]]))", R"(["b"])"},
      {R"(flatten([var.x]))", "[]"},
      {R"(setintersection(["a"], var.x))", "[]"},
  };
  for (const Case& c : cases) {
    INFO(c.expression);
    auto stack = testing::evaluate({{"main.tf", "variable \"x\" {}\nvariable \"y\" {}\ndata \"aws_thing\" \"x\" {}\nlocals {\n  v = " + std::string(c.expression) + "\n}\n"
                                                "resource \"a_b\" \"c\" {\n  v = local.v\n}\n"}});
    Value value = stack.attribute("a_b.c", "v");
    CHECK(value.is_unknown());
    auto members = certain_members(value);
    CHECK(to_json(Value::list(members)) == c.members);
  }
}
