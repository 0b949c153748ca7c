#include "analyzer/cel/functions.h"
#include "analyzer/cel/program.h"

using namespace bulkhead;

namespace {

constexpr UnknownInfo kReference{UnknownInfo::Cause::computed_attribute, "aws_vpc.main.id", {}};
constexpr UnknownInfo kTemplate{UnknownInfo::Cause::input_variable, {}, "https://${var.host}/api"};

/// Evaluates over a small node; the result as JSON, "missing" or "error: …".
std::string result_of(std::string_view text) {
  Arena arena;
  cel::SyntaxError error;
  auto program = cel::Program::compile(text, error);
  if (!program) return "syntax: " + error.message;
  cel::Evaluation run(arena);
  std::vector<Value> ports{Value::integer(22), Value::integer(443)};
  std::vector<Value> mixed{Value::integer(22), Value::unknown(&kReference)};
  std::vector<Entry> labels{{"app", Value::string("shop"), {}}, {"tier-name", Value::string("web"), {}}};
  std::vector<Entry> node{{"enabled", Value::string("true"), {}}, {"labels", Value::map(labels), {}},
                          {"mixed", Value::list(mixed), {}},      {"name", Value::string("api"), {}},
                          {"nothing", Value::null_value(), {}},   {"password", Value::string("x").as_sensitive(), {}},
                          {"port", Value::string("8080"), {}},    {"ports", Value::list(ports), {}},
                          {"url", Value::unknown(&kTemplate), {}}, {"vpc", Value::unknown(&kReference), {}}};
  run.variables = {{"node", Value::map(node)}};
  Value value = program->run(run);
  if (!run.note.empty()) return "error: " + run.note;
  if (value.is_missing()) return "missing";
  return value.is_unknown() ? "unknown" : to_json(value);
}

using Rows = std::vector<std::pair<std::string, std::string>>;
void check(const Rows& rows) {
  for (const auto& [text, expected] : rows) {
    INFO(text);
    CHECK(result_of(text) == expected);
  }
}

}  // namespace

TEST_CASE("literals of CEL", "[cel]") {
  check({{"1 + 0x10", "17"},
         {"7u", "7"},
         {"1.5e3", "1500"},
         {".5 * 2.0", "1"},
         {R"('a\tb\x41\u00e4\101')", "\"a\\tbA\xC3\xA4" "A\""},
         {R"(r'a\tb')", R"("a\\tb")"},
         {"'''it's\nhere'''", "\"it's\\nhere\""},
         {R"(b'\xff' == b'\377')", "true"},
         {"[1, 'a', null, true,]", "[1,\"a\",null,true]"},
         {"{'a': 1, 2: 'b'}['a']", "1"},
         {"1 // a comment\n + 1", "2"},
         {"type(1) == int && type('') == string && type([]) == list", "true"}});
}

TEST_CASE("precedence and association of CEL operators", "[cel]") {
  check({{"1 + 2 * 3 - 4", "3"},
         {"-2 * -3", "6"},
         {"10 - 3 - 2", "5"},
         {"7 % 4 + 6 / 3", "5"},
         {"1 < 2 == true", "true"},
         {"true || false && false", "true"},
         {"!false && !(1 > 2)", "true"},
         {"false ? 1 : true ? 2 : 3", "2"},
         {"'b' in ['a', 'b'] && 'a' in {'a': 1}", "true"},
         {"[1] + [2]", "[1,2]"},
         {"'a' + 'b'", "\"ab\""},
         {"1 / 0", "error: division by zero"},
         {"9223372036854775807 + 1", "error: integer overflow"}});
}

TEST_CASE("a missing member is absent, never an error", "[cel]") {
  check({{"node.no.such.thing", "missing"},
         {"has(node.name)", "true"},
         {"has(node.no.such)", "false"},
         {"node.no == 'x'", "false"},
         {"node.no != 'x'", "true"},
         {"node.no == node.no", "false"},
         {"node.no > 3 || node.no < 3", "false"},
         {"!node.no", "true"},
         {"node.no.exists(x, true)", "false"},
         {"node.no.all(x, false)", "true"},
         {"size(node.no)", "0"},
         {"node.no.startsWith('a')", "false"},
         {"absent(node.nothing) && absent(node.no) && present(node.vpc)", "true"},
         {"node.nothing == null", "true"},
         {"node.labels['tier-name'] == 'web' && node.labels.`tier-name` == 'web'", "true"},
         {"name", "\"api\""},
         {"labels.app", "\"shop\""}});
}

TEST_CASE("unknown operands decide nothing unless they cannot matter", "[cel]") {
  check({{"node.vpc == 'vpc-1'", "unknown"},
         {"node.vpc != 'vpc-1'", "unknown"},
         {"node.vpc == node.vpc", "unknown"},
         {"!(node.vpc == 'x')", "unknown"},
         {"node.vpc == 'x' && false", "false"},
         {"false && node.vpc == 'x'", "false"},
         {"node.vpc == 'x' || true", "true"},
         {"node.vpc == 'x' || false", "unknown"},
         {"22 in node.mixed", "true"},
         {"23 in node.mixed", "unknown"},
         {"node.mixed.exists(p, p == 22)", "true"},
         {"node.mixed.exists(p, p == 23)", "unknown"},
         {"node.mixed.all(p, p == 23)", "false"},
         {"node.mixed.all(p, p == 22)", "unknown"},
         {"node.mixed.filter(p, p == 22).size()", "1"},
         {"node.mixed.filter(p, p == 23).size()", "unknown"},
         {"node.vpc.id.anything", "unknown"},
         {"node.vpc == 'x' ? 1 : 1", "1"},
         {"node.vpc == 'x' ? 1 : 2", "unknown"},
         {"unknown(node.vpc)", "true"},
         {"reference(node.vpc)", "\"aws_vpc.main.id\""},
         {"node.url.startsWith('https://')", "true"},
         {"node.url.startsWith('http://')", "false"},
         {"node.url == 'http://x'", "false"},
         {"node.url.endsWith('/api')", "true"},
         {"node.vpc.matches('x')", "unknown"}});
}

TEST_CASE("strings stand for the booleans and numbers they spell", "[cel]") {
  check({{"node.enabled == true", "true"},
         {"node.enabled && true", "true"},
         {"node.port == 8080", "true"},
         {"node.port > 1024", "true"},
         {"port_in(node.port, 8000, 8100)", "true"},
         {"int('inf')", "error: int() of what is no number"},
         {"int('nan')", "error: int() of what is no number"},
         {"node.name && true", "error: a condition is neither true nor false"}});
}

TEST_CASE("macros bind one or two variables", "[cel]") {
  check({{"node.ports.map(p, p * 2)", "[44,886]"},
         {"node.ports.map(p, p > 100, p)", "[443]"},
         {"node.ports.exists_one(p, p == 22)", "true"},
         {"node.labels.exists(k, k == 'app')", "true"},
         {"node.labels.exists(k, v, k == 'app' && v == 'shop')", "true"},
         {"node.ports.filter(i, p, i == 1)", "[443]"},
         {"[[1, 2], [3]].all(l, l.all(x, x > 0))", "true"},
         {"[[1]].filter(a, a.exists(b, [2].exists(c, [3].exists(d, [4].exists(e, e == 4)))))", "[[1]]"}});
}

TEST_CASE("functions on text, lists, addresses and images", "[cel]") {
  check({{"'Abc'.lowerAscii() + 'x'.upperAscii()", "\"abcX\""},
         {"'a,b,,c'.split(',')", R"(["a","b","","c"])"},
         {"['a', 'b'].join('-')", "\"a-b\""},
         {"'a.b.c'.replace('.', '')", "\"abc\""},
         {"'hello'.substring(1, 3)", "\"el\""},
         {"'  x '.trim()", "\"x\""},
         {"'h\xC3\xA9'.size()", "2"},
         {"'dev-42'.matches('^dev-[0-9]+$')", "true"},
         {"'arn:aws:s3:::x'.glob('arn:*:s3:*')", "true"},
         {"cidr_contains('10.0.0.0/8', '10.2.0.0/16')", "true"},
         {"is_public_cidr('10.0.0.0/8')", "false"},
         {"is_public_cidr('8.8.8.0/24')", "true"},
         {"is_public_cidr('fd00::/8')", "false"},
         {"is_any_cidr(['10.0.0.0/8', '::/0'])", "true"},
         {"is_any_cidr('0.0.0.0/1')", "true"},
         {"is_any_cidr('0.0.0.0')", "false"},
         {"is_any_cidr('Internet')", "true"},
         {"port_in(['80', '20-30'], 22)", "true"},
         {"port_in('*', 22)", "true"},
         {"version_less('1.9', '1.10')", "true"},
         {"image('nginx').repository", "\"library/nginx\""},
         {"image('reg.example:5000/a/b:1@sha256:x').registry", "\"reg.example:5000\""},
         {"image('reg.example:5000/a/b:1@sha256:x').tag", "\"1\""},
         {"image('localhost/b').digest", "missing"},
         {"list('a') + list(node.no) + list(['b'])", R"(["a","b"])"},
         {"max([1, 5, 3]) - min(4, 2)", "3"}});
}

TEST_CASE("policies are read from JSON text in any spelling", "[cel]") {
  check({{R"(policy_statements('{"Statement": {"Effect": "Allow", "Action": "*", "Resource": ["a"]}}')[0].actions)", R"(["*"])"},
         {R"(policy_statements({'statement': [{'actions': ['s3:*']}]})[0].effect)", "\"Allow\""},
         {R"(policy_statements('{"Statement": [{"Principal": {"AWS": "*"}}]}')[0].principals[0].identifiers)", R"(["*"])"},
         {"policy_statements(node.vpc)", "unknown"},
         {"policy_statements('no json')", "error: not JSON"}});
}

TEST_CASE("bad CEL is a problem with a place and a hint", "[cel]") {
  check({{"node.name.startWith('a')", "syntax: there is no function 'startWith'; did you mean 'startsWith'?"},
         {"size(1, 2)", "syntax: 'size' takes 1 argument(s), the receiver counted, not 2"},
         {"1 +", "syntax: the expression ends too early"},
         {"(1", "syntax: expected ')' before the end of the expression"},
         {"1 2", "syntax: unexpected 'a number'"},
         {"'abc", "syntax: unclosed string"},
         {"has(node)", "syntax: has() takes one member access, such as has(node.field)"},
         {"a ~ b", "syntax: unexpected character '~'"},
         {"for", "syntax: 'for' is a reserved word"}});
  CHECK(result_of(std::string(300, '(') + "1").starts_with("syntax: expression nested"));
  CHECK(result_of(std::string(300, '!') + "true").starts_with("syntax: expression nested"));
  std::string long_one = "1";
  for (int i = 0; i < 3000; ++i) long_one += "+1";
  CHECK(result_of(long_one) == "syntax: expression too large");
}

TEST_CASE("a run is bounded and keeps sensitive values marked", "[cel]") {
  std::string list = "[0,1,2,3,4,5,6,7,8,9]", text = "true";
  for (char name : {'a', 'b', 'c', 'd', 'e', 'f', 'g'}) text = list + ".all(" + std::string(1, name) + ", " + text + ")";
  CHECK(result_of(text) == "error: the expression takes too many steps");
  CHECK(result_of("node.password + 'y'") == "\"(sensitive)\"");
  CHECK(result_of("node.password.upperAscii()") == "\"(sensitive)\"");
}
