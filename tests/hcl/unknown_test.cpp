// What is unknown stays unknown: every answer below is one that Terraform 1.13 refuses to give (its own functions were asked), because
// the parts it lacks decide how long a list is, which element comes first, or what a text holds.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/terraform/expression.h"

using namespace bulkhead;

namespace {

class NothingIsKnown : public terraform::Scope {
 public:
  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan) override {
    consumed = path.size();
    return Value::unknown(nullptr);
  }
  std::optional<std::string_view> read_file(std::string_view, FileId&) override { return std::nullopt; }
  std::vector<std::string> list_files(std::string_view, std::string_view) override { return {}; }
};

/// `eval` form of the answer, and of what it is told to hold.
struct Answer {
  std::string json, perhaps;
  bool unknown = false;

  explicit Answer(std::string_view text) {
    Arena arena;
    std::vector<Diagnostic> diagnostics;
    Parsed<hcl::StandaloneExpression> parsed;
    NothingIsKnown scope;
    terraform::Evaluation run{arena, FileId::none, diagnostics};
    Value value = terraform::evaluate_text(text, false, scope, run, parsed);
    unknown = value.is_unknown();
    json = to_json(value);
    if (value.unknown() != nullptr && value.unknown()->perhaps != nullptr) perhaps = to_json(*value.unknown()->perhaps);
    for (const Diagnostic& problem : diagnostics) json += " " + problem.message;
  }
};

/// u: a string, n: a number, b: a boolean, l: a list, s: a set, m: a map, d: of any type.
constexpr const char* kUnknown[] = {
    R"~(flatten([["a"], var.l]))~",
    R"~(flatten([["a"], var.d]))~",
    R"~(flatten(["a", var.d]))~",
    R"~(length(flatten([["a"], var.l])))~",
    R"~(length(toset([var.u, "a"])))~",
    R"~(length(merge({a = 1}, var.m)))~",
    R"~(length(concat(["a"], var.l)))~",
    R"~(concat(["a"], var.l))~",
    R"~(concat(["a"], var.d))~",
    R"~(setproduct([], var.l))~",
    R"~(zipmap(["a", var.u], [1, 2]))~",
    R"~(zipmap(["a"], var.l))~",
    R"~(compact(["a", var.u]))~",
    R"~(length(compact(["a", var.u])))~",
    R"~(distinct(["a", var.u]))~",
    R"~(keys(merge({a = 1}, var.m)))~",
    R"~(values(merge({a = 1}, var.m)))~",
    R"~(contains(["a"], var.u))~",
    R"~(contains([var.u], "a"))~",
    R"~(contains([], var.u))~",
    R"~(lookup({a = 1}, var.u, 2))~",
    R"~(lookup({a = var.u}, "a", "x"))~",
    R"~(lookup({a = "1"}, "b", var.u))~",
    R"~(element(["a", "b"], var.n))~",
    R"~(element([var.u], 5))~",
    R"~(slice(["a", "b"], 0, var.n))~",
    R"~(slice(["a", "b"], var.n, 2))~",
    R"~(join(",", ["a", var.u]))~",
    R"~(join(",", var.l))~",
    R"~(join(",", ["a"], var.l))~",
    R"~(format("%s-%s", "a", var.u))~",
    R"~(format("%s", ["a", var.u]))~",
    R"~(formatlist("%s", var.l))~",
    R"~(formatlist("%s-%s", ["a"], var.l))~",
    R"~(coalesce(null, var.u, "b"))~",
    R"~(coalesce("", var.u))~",
    R"~(coalescelist([], var.l))~",
    R"~(index([var.u, "a"], "a"))~",
    R"~(index(["a"], var.u))~",
    R"~(one([var.u]))~",
    R"~(one(toset([var.u])))~",
    R"~(sum([1, var.n]))~",
    R"~(alltrue([true, var.b]))~",
    R"~(anytrue([false, var.b]))~",
    R"~(chunklist(["a", "b"], var.n))~",
    R"~(matchkeys(["a", "b"], ["x", var.u], ["x"]))~",
    R"~(setunion(toset(["a"]), var.s))~",
    R"~(setintersection(["a"], [var.u]))~",
    R"~(setintersection([], [var.u]))~",
    R"~(setsubtract(["a", "b"], [var.u]))~",
    R"~(setsubtract([var.u], ["a"]))~",
    R"~(setsubtract([], [var.u]))~",
    R"~(tolist(toset(["a", var.u])))~",
    R"~(transpose({a = ["x", var.u]}))~",
    R"~(transpose({a = var.l}))~",
    R"~(range(1, var.n))~",
    R"~(split(",", var.u))~",
    R"~(regexall("a", var.u))~",
    R"~(length(regexall("a", var.u)))~",
    R"~(can(regex("a", var.u)))~",
    R"~(try(regex("a", var.u), "x"))~",
    R"~(try(var.d.x, "a"))~",
    R"~(jsondecode("{\"a\": \"${var.u}\"}"))~",
    R"~(length(cidrsubnets("10.0.0.0/16", 8, var.n)))~",
    R"~([for k in ["a", var.u] : k if k != "a"])~",
    R"~([for k in var.l : "x"])~",
    R"~(length(var.u[*]))~",
    R"~(length(var.l[*]))~",
    R"~(length(var.b ? ["a"] : []))~",
    R"~(var.u == "a")~",
    R"~(var.u == null)~",
    R"~([var.u] == ["a"])~",
    R"~(length("a${var.u}"))~",
    R"~(length(keys(var.m)))~",
    R"~(length(split(",", var.u)))~",
    R"~(length(setunion(["a"], [var.u])))~",
    R"~(length(distinct(["a", var.u])))~",
    R"~(length(transpose({a = ["x", var.u]})))~",
    R"~(length([for k in ["a", var.u] : k if k != "a"]))~",
    R"~(length({for k in [var.u, "a"] : k => 1}))~",
    R"~(length(toset(["a", "b", var.u])))~",
    R"~([for k, v in merge(var.m, {a = "1"}) : k])~",
    R"~(merge({a = "1"}, var.m)["b"])~",
    R"~(merge({a = "1"}, var.m)["a"])~",
    R"~(contains(keys(merge({a = "1"}, var.m)), "a"))~",
    R"~(length(keys(merge({a = "1"}, var.m))))~",
    R"~(length([for k, v in merge({a = "1"}, var.m) : k]))~",
    R"~(merge({a = "1"}, var.m) == {a = "1"})~",
    R"~(zipmap(keys(merge({a = "1"}, var.m)), ["x"]))~",
    R"~(length(tolist(toset(["a", var.u]))))~",
    R"~(length(setproduct(toset(["a", var.u]), toset(["b"]))))~",
    R"~(length(setproduct(["a"], var.l)))~",
    R"~(join(",", toset(["a", var.u])))~",
    R"~(sort(toset(["a", var.u])))~",
    R"~(concat(["a"], tolist(toset(["a", var.u]))))~",
    R"~(concat(["a"], flatten([["b"], var.l])))~",
    R"~(length(concat(["a"], flatten([["b"], var.l]))))~",
    R"~(length(setunion(["a", "b"], [var.u])))~",
    R"~(tolist(setunion(["a", "b"], [var.u])))~",
    R"~(element(flatten([["b"], var.l]), 0))~",
    R"~(flatten([["b"], var.l])[0])~",
    R"~(length(compact(["a", "${var.u}"])))~",
    R"~(compact(["a", "x${var.u}"]))~",
    R"~(contains(flatten([["b"], var.l]), "b"))~",
    R"~(contains(compact(["b", var.u]), "b"))~",
    R"~(toset(flatten([["b"], var.l])))~",
    R"~(lookup(merge({a = "1"}, var.m), "b", "x"))~",
    R"~(values(merge(var.m, {a = "1"})))~",
    R"~(slice(flatten([["b"], var.l]), 0, 1))~",
    R"~(chunklist(flatten([["b"], var.l]), 2))~",
    R"~(distinct(flatten([["b"], var.l])))~",
    R"~(one(flatten([["b"], var.l])))~",
    R"~(one(compact([var.u])))~",
    R"~(coalescelist(flatten([[], var.l]), ["x"]))~",
    R"~(coalescelist(compact([var.u]), ["x"]))~",
    R"~(formatlist("%s", flatten([["b"], var.l])))~",
    R"~(flatten([["b"], var.l])[*])~",
    R"~(length({for k, v in {a = var.u, b = "x"} : k => v if v != ""}))~",
    R"~(transpose(merge({a = ["x"]}, {b = [var.u]})))~",
    R"~(coalesce(merge({a = "1"}, var.m)["b"], "x"))~",
    R"~(try(merge({a = "1"}, var.m).b, "x"))~",
    R"~(can(merge({a = "1"}, var.m).b))~",
    R"~(try(var.m.b, "x"))~",
    R"~(can(var.m.b))~",
    R"~(try(flatten([["b"], var.l])[5], "x"))~",
    R"~(try(compact(["b", var.u])[5], "x"))~",
    R"~(try(lookup(var.m, "a"), "x"))~",
    R"~(try(element(var.l, 3), "x"))~",
    R"~(try(tonumber(var.u), 0))~",
    R"~(can(tonumber(var.u)))~",
    R"~(can(tonumber("a${var.u}")))~",
    R"~(length(matchkeys(["a", "b"], ["x", var.u], ["x"])))~",
    R"~(length(setintersection(["a"], [var.u])))~",
    R"~(length(regexall("a", "x${var.u}")))~",
    R"~(length(jsondecode("[\"${var.u}\"]")))~",
    R"~(length(csvdecode("a,b\n${var.u},1")))~",
    R"~(length(yamldecode("- ${var.u}")))~",
    R"~(yamldecode("a: ${var.u}"))~",
    R"~(split(",", "a,${var.u}"))~",
    R"~(length(split(",", "a,${var.u}")))~",
    R"~("${var.u}" == "a")~",
    R"~(toset(["a", var.u]) == toset(["a"]))~",
    R"~(range(0, 3)[var.n])~",
    R"~(length("abc${var.u}") > 2)~",
    R"~(length(var.b ? var.l : []))~",
    R"~(length(var.b ? {a = 1} : {b = 2}))~",
    R"~(length({ (var.u) = 1, b = 2 }))~",
    R"~(keys({ (var.u) = 1 }))~",
    R"~(coalesce(var.l...))~",
    R"~(concat(var.l...))~",
    R"~(anytrue([for x in var.l : true]))~",
    R"~(alltrue([for x in var.l : true]))~",
    R"~(sum([for x in var.l : 1]))~",
    R"~(length([for x in ["a", "b"] : x if x == var.u]))~",
    R"~(contains([for x in ["a", "b"] : x if x == var.u], "c"))~",
};

}  // namespace

TEST_CASE("what Terraform does not know is not known here", "[hcl][unknown]") {
  for (const char* text : kUnknown) {
    Answer answer(text);
    INFO(text << " gives " << answer.json);
    CHECK(answer.unknown);
  }
}

TEST_CASE("an unknown part leaves the rest known where it cannot change it", "[hcl][unknown]") {
  struct Row { const char* text; const char* json; };
  const Row rows[] = {
      {R"(length(["a", var.u]))", "2"},
      {R"(length({a = var.u}))", "1"},
      {R"(length(concat(["a"], [var.u])))", "2"},
      {R"(length(zipmap(["a", "b"], [1, var.u])))", "2"},
      {R"(keys({a = var.u}))", R"(["a"])"},
      {R"(contains(["a", var.u], "a"))", "true"},
      {R"(element(["a", var.u], 0))", R"("a")"},
      {R"(lookup({a = var.u}, "b", "x"))", R"("x")"},
      {R"(slice(["a", var.u, "c"], 0, 1))", R"(["a"])"},
      {R"(flatten([["a"], ["b", ["c"]]]))", R"(["a","b","c"])"},
      {R"(length(flatten([["a"], ["x-${var.u}"]])))", "2"},
      {R"(compact(["a", "", null]))", R"(["a"])"},
      {R"(merge(var.m, {a = 1})["a"])", "1"},   // the last argument wins, whatever the first holds
      {R"([for i, x in ["a", var.u] : i])", "[0,1]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(Answer(row.text).json == row.json);
  }
}

TEST_CASE("a list of unknown length keeps its known members for links", "[hcl][unknown]") {
  CHECK(Answer(R"(flatten([["a"], var.l]))").perhaps.find(R"("a")") != std::string::npos);
  CHECK(Answer(R"(values(merge(var.m, {a = "x"})))").perhaps == R"(["x"])");
  CHECK(Answer(R"([for k, v in merge(var.m, {a = "x"}) : v])").perhaps == R"(["x"])");
}
