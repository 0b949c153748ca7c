#include "analyzer/terraform/expression.h"

using namespace bulkhead;

namespace {

/// Names from a map; an unknown resource attribute for everything below `aws_vpc`, as a plan would have it.
class MapScope : public terraform::Scope {
 public:
  explicit MapScope(Arena& arena) : arena_(arena) {}
  std::map<std::string, Value, std::less<>> values;
  std::map<std::string, std::string, std::less<>> files;

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan) override {
    std::string joined;
    for (std::size_t i = 0; i < path.size(); ++i) {
      joined += (i ? "." : "") + std::string(path[i]);
      if (auto found = values.find(joined); found != values.end()) {
        consumed = i + 1;
        return found->second;
      }
    }
    consumed = path.size();
    return Value::unknown(arena_.make<UnknownInfo>(
        UnknownInfo{UnknownInfo::Cause::computed_attribute, arena_.copy(std::string_view(joined)), {}}));
  }
  std::optional<std::string_view> read_file(std::string_view path, FileId& file) override {
    auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    file = FileId{7};
    return found->second;
  }
  std::vector<std::string> list_files(std::string_view, std::string_view) override { return {}; }

 private:
  Arena& arena_;
};

struct Run {
  Arena arena;
  MapScope scope{arena};
  std::vector<Diagnostic> diagnostics;
  Parsed<hcl::StandaloneExpression> parsed;
  std::string text;
  std::uint64_t steps = 20'000'000;

  Value operator()(std::string source) {
    text = std::move(source);
    parsed = hcl::parse_expression(FileId{0}, text);
    REQUIRE(parsed.diagnostics.empty());
    terraform::Evaluation run{arena, FileId{0}, diagnostics};
    run.steps_left = steps;
    return terraform::evaluate(*parsed.tree.root, scope, run);
  }
  std::string_view at(SourceSpan span) const { return std::string_view(text).substr(span.begin, span.end - span.begin); }
};

std::string evaluated(const char* text) {
  Run run;
  Value value = run(text);
  return run.diagnostics.empty() ? to_json(value) : "error";
}

}  // namespace

TEST_CASE("operators and collections", "[hcl][evaluate]") {
  struct Case { const char* text; const char* expected; };
  auto c = GENERATE(values<Case>({
      {"1 + 2 * 3", "7"}, {"7 / 2", "3.5"}, {"-7 % 3", "-1"}, {"0.1 + 0.2 == 0.3", "true"}, {"\"1\" + 1", "2"},
      {"1 == \"1\"", "false"}, {"null == null", "true"}, {"[1, {a = 2}] == [1, {a = 2}]", "true"}, {"1 / 0", "error"},
      {"true + 1", "error"}, {"null + 1", "error"}, {"!\"true\"", "false"}, {"true ? 1 : \"a\"", "\"1\""},
      {"null ? 1 : 2", "error"}, {"{b = 1, a = 2}", R"({"a":2,"b":1})"}, {"{a = 1, a = 2}.a", "2"}, {"[1, 2][2]", "error"},
      {"{a = 1}[\"b\"]", "error"}, {"{a = 1}.b", "error"}, {"\"x\".y", "error"}, {"[for i, v in [\"a\", \"b\"] : \"${i}${v}\"]", R"(["0a","1b"])"},
      {"{for v in [\"a\", \"b\", \"a\"] : v => v...}", R"({"a":["a","a"],"b":["b"]})"}, {"{for v in [\"a\", \"a\"] : v => v}", "error"},
      {"null[*].x", "[]"}, {"{a = 1}[*].a", "[1]"}, {"[{a = 1}, {a = 2}][*].a", "[1,2]"}, {"\"a${null}\"", "error"},
      {"\"a${[1]}\"", "error"}, {"\"%{ for v in [1, 2] }${v},%{ endfor }\"", "\"1,2,\""}, {"try({}.x, 5)", "5"}, {"can({}.x)", "false"},
      {"max([1, 5, 3]...)", "5"}, {"nosuch(1)", "error"}, {"false && {}.x", "false"}, {"{}.x || true", "true"},
      {"merge({a = 1, b = 1}, {b = 2})", R"({"a":1,"b":2})"}, {"lookup({a = 1}, \"z\", 9)", "9"}, {"flatten([[1, [2]], 3])", "[1,2,3]"},
      {"cidrsubnet(\"10.0.0.0/16\", 8, 3)", "\"10.0.3.0/24\""}, {"format(\"%s-%03d\", \"a\", 7)", "\"a-007\""},
      {"jsondecode(\"{\\\"a\\\": [1, null]}\").a[0]", "1"}, {"yamldecode(\"a: on\").a", "\"on\""}, {"join(\",\", toset([\"b\", \"a\"]))", "\"a,b\""},
      {"setproduct([\"a\"], [\"b\", \"c\"])", R"([["a","b"],["a","c"]])"}, {"coalesce(null, \"\", \"x\")", "\"x\""},
      {"[1] == tolist([1])", "false"}, {"true ? [1] : [\"a\"]", R"(["1"])"}, {"true ? \"a\" : [1]", "error"},
      {"tolist([[1], [\"a\"]])", R"([["1"],["a"]])"}, {"format(\"%v %05s %.1f\", 1234567, \"a\", 0.25)", R"("1.234567e+06 0000a 0.2")"},
      {"jsonencode(1e30)", "\"1000000000000000000000000000000\""}, {"sha256(\"\")", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""},
      {"md5(\"abc\")", "\"900150983cd24fb0d6963f7d28e17f72\""}, {"timeadd(\"2020-02-28T23:59:59Z\", \"1s\")", "\"2020-02-29T00:00:00Z\""},
      {"cidrhost(\"fd00::/64\", -1)", "\"fd00::ffff:ffff:ffff:ffff\""}, {"yamlencode({a = [1, {b = \"x\"}]})", R"("\"a\":\n- 1\n- \"b\": \"x\"\n")"},
      {"templatestring(\"hi $${n}\", {n = 1})", "\"hi 1\""}, {"regex(\"a(.)c\", \"abc\")", R"(["b"])"}, {"range(2000)", "error"},
      {"{a.b = 1}", "error"}, {"{a[\"b\"] = 1}", "error"}, {"[for o in [{k = [\"x\"]}] : {o.k[length(o.k) - 1] = 1}]", R"([{"x":1}])"},
      {"100000000000000000000000000000000000001 + 1", "100000000000000000000000000000000000002"},
      {"\"a${9223372036854775807 + 1}\"", "\"a9223372036854775808\""}, {"12345678901234567890 - 12345678901234567889", "1"},
      {"0.1 + 0.7", "0.8"}, {"100000000000000000000000000000000000001 == 100000000000000000000000000000000000002", "false"},
      {"\"a${1 / 4}\"", "\"a0.25\""}, {"length(tostring(1 / 3))", "157"}, {"floor(12345678901234567890.5)", "12345678901234567890"},
      {"max(12345678901234567890, 12345678901234567891)", "12345678901234567891"}, {"5.5 % 2", "1.5"}, {"-7.5 % 2", "-1.5"},
      {"format(\"%d\", 340282366920938463463374607431768211455)", "\"340282366920938463463374607431768211455\""},
      {"format(\"%x\", 340282366920938463463374607431768211455)", "\"ffffffffffffffffffffffffffffffff\""},
      {"format(\"%.3f|%e|%g\", 2.0005, 1500, 0.00001)", "\"2.001|1.500000e+03|1e-05\""},
      {"parseint(\"ffffffffffffffffffffffffffffffff\", 16)", "340282366920938463463374607431768211455"}, {"parseint(\"-zZ\", 62)", "-2231"},
      {"parseint(\"12\", 2)", "error"}, {"sum([9223372036854775807, 1])", "9223372036854775808"}, {"1e400 > 1e399", "true"}, {"1e99999", "error"},
      {"tostring(jsondecode(\"0.12345678901234567890123\"))", "\"0.12345678901234567890123\""}, {"-(-9223372036854775807 - 1)", "9223372036854775808"},
      {"\"e\u0301\" == \"\u00e9\"", "true"}, {"length(\"e${\"\u0301\"}\")", "1"}, {"upper(\"noe\u0308l\")", "\"NO\u00cbL\""},
      {"title(\"\u01c6 ab\")", "\"\u01c5 Ab\""}, {"strrev(\"a\U0001F468\u200d\U0001F469b\")", "\"b\U0001F468\u200d\U0001F469a\""},
      {"lower(\"\u13a0\u0130\")", "\"\uab70i\""},
  }));
  CAPTURE(c.text);
  CHECK(evaluated(c.text) == c.expected);
}

TEST_CASE("unknown parts stay readable", "[hcl][evaluate]") {
  struct Case { const char* text; const char* expected; };
  auto c = GENERATE(values<Case>({
      {"aws_vpc.main.id", "${aws_vpc.main.id}"},
      {"\"arn:aws:iam::${local.x.account_ids[\"shop-production\"]}:role/r\"", "arn:aws:iam::${local.x.account_ids[\"shop-production\"]}:role/r"},
      {"local.x.account_ids[format(\"%s-%s\", \"shop\", \"production\")]", "${local.x.account_ids[\"shop-production\"]}"},
      {"local.x[0].id", "${local.x[0].id}"},
      {"local.x[*].id", "${local.x[*].id}"},
      {"format(\"a/%s/b\", local.x)", "a/${local.x}/b"},
      {"join(\",\", [\"a\", local.x])", "a,${local.x}"},
      {"jsonencode({r = local.x})", "{\"r\":\"${local.x}\"}"},
      {"lower(local.x)", "${lower(local.x)}"},
      {"\"${uuid()}-x\"", "${uuid()}-x"},
  }));
  CAPTURE(c.text);
  Run run;
  Value value = run(c.text);
  CHECK(run.diagnostics.empty());
  CHECK(value.is_unknown());
  CHECK(recognisable_text(value) == c.expected);
}

TEST_CASE("unknown is never a verdict", "[hcl][evaluate]") {
  Run run;
  CHECK(run("local.x == local.x").is_unknown());
  CHECK(run("local.x && true").is_unknown());
  CHECK(run("local.x && false").as_boolean() == false);
  CHECK(run("local.x || true").as_boolean());
  CHECK(run("local.x ? 1 : 2").is_unknown());
  CHECK(run("local.x ? 1 : 1").as_integer() == 1);
  CHECK(run("[for v in local.x : v]").is_unknown());
  CHECK(run("[1, local.x] == [2, local.x]").as_boolean() == false);
  CHECK(run("length([local.x, 1])").as_integer() == 2);
  CHECK(run("contains([local.x], \"a\")").is_unknown());
  CHECK(run("contains([local.x, \"a\"], \"a\")").as_boolean());
  CHECK(run("merge(local.x, {a = 1}).a").as_integer() == 1);
  CHECK(recognisable_text(run("merge(local.x, {a = 1}).b")) == "${local.x.b}");
  CHECK(run("{(local.x) = 1, b = 2}.b").as_integer() == 2);
  CHECK(run("{(local.x) = 1, b = 2}.c").is_unknown());
  CHECK(run.diagnostics.empty());
}

TEST_CASE("origins lead to what a person edits", "[hcl][evaluate]") {
  Run run;
  SourceSpan tfvars{FileId{9}, 5, 20};
  run.scope.values["var.env"] = Value::string("production", run.arena.make<Origin>(Origin{Origin::Kind::written, tfvars, nullptr, {}}));
  Value literal = run("\"x\"");
  CHECK(run.at(decisive_span(literal.origin())) == "\"x\"");
  Value passed = run("\"${var.env}\"");
  CHECK(decisive_span(passed.origin()) == tfvars);
  CHECK(run.at(arrival_span(passed.origin())) == "var.env");
  CHECK(passed.origin()->step == "var.env");
  CHECK(decisive_span(run("\"${var.env}-db\"").origin()) == tfvars);
  Value host = run("\"https://production.example.com/${var.env}\"");
  CHECK(run.at(decisive_span(host.origin())) == "https://production.example.com/");
  CHECK(decisive_span(run("lower(var.env)").origin()) == tfvars);
  CHECK(decisive_span(run("lookup({a = var.env}, \"a\", \"\")").origin()) == tfvars);
}

TEST_CASE("decoded files point into the file", "[hcl][evaluate]") {
  Run run;
  run.scope.files["a.json"] = "{\"k\": {\"cidr\": \"10.0.0.0/8\"}}";
  Value value = run("jsondecode(file(\"a.json\")).k.cidr");
  REQUIRE(value.is_string());
  SourceSpan at = decisive_span(value.origin());
  CHECK(at.file == FileId{7});
  CHECK(run.scope.files["a.json"].substr(at.begin, at.end - at.begin) == "\"10.0.0.0/8\"");
  run.scope.files["t.tpl"] = "hello ${name}\n%{ if on ~}\nyes\n%{ endif ~}\n";
  CHECK(run("templatefile(\"t.tpl\", {name = \"x\", on = true})").as_string() == "hello x\nyes\n");
  CHECK(run("file(\"none\")").is_unknown());
  REQUIRE(run.diagnostics.size() == 1);
  CHECK(run.diagnostics[0].severity == Diagnostic::Severity::warning);   // it may be built before it is applied
  CHECK(run("fileexists(\"/etc/passwd\")").is_unknown());
  CHECK(run("try(file(\"none\"), \"else\")").as_string() == "else");
}

TEST_CASE("sensitive values mark what they touch", "[hcl][evaluate]") {
  Run run;
  run.scope.values["var.secret"] = Value::string("s").as_sensitive();
  for (const char* text : {"\"a${var.secret}\"", "upper(var.secret)", "var.secret == \"s\"", "true ? var.secret : \"\"", "[var.secret][0]",
                           "{a = var.secret}.a", "jsonencode({a = var.secret})", "join(\"\", [var.secret])"})
    CHECK(run(text).sensitive());
  CHECK_FALSE(run("[var.secret, \"x\"][1]").sensitive());
}

TEST_CASE("work is bounded", "[hcl][evaluate]") {
  std::string names = "[";
  for (int i = 0; i < 200; ++i) names += "1,";
  names += "]";
  for (const std::string& text :
       {"[for a in " + names + " : [for b in " + names + " : [for c in " + names + " : [for d in " + names + " : 1]]]]",
        "setproduct(" + names + "," + names + "," + names + "," + names + ")", std::string("range(1e9)"),
        std::string("join(\"\", [for a in range(1000) : join(\"\", [for b in range(1000) : \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"])])")}) {
    Run run;
    run.steps = 300'000;
    CHECK(run(text).is_unknown());
    CHECK(run.diagnostics.size() == 1);
  }
  std::string chain = "1";
  for (int i = 0; i < 900; ++i) chain += "+1";
  Run run;
  CHECK(run(chain).as_integer() == 901);
}
