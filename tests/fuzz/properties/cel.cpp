// CEL: tokens, compilation, and a run over a small unit with values of every kind.
#include "analyzer/cel/functions.h"
#include "analyzer/cel/lexer.h"
#include "analyzer/cel/program.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {
namespace {

using namespace cel;

constexpr std::string_view kPassword = "correct-horse-battery";
constexpr UnknownInfo kReference{UnknownInfo::Cause::computed_attribute, "aws_vpc.main.id", {}};
constexpr UnknownInfo kTemplate{UnknownInfo::Cause::input_variable, {}, "https://${var.host}/api"};

/// A firewall rule, a policy, an image and what else the functions read.
struct Sample {
  std::vector<Value> ports{Value::integer(22), Value::string("443-8443"), Value::unknown(&kReference)};
  std::vector<Value> ranges{Value::string("0.0.0.0/0"), Value::string("10.0.0.0/8"), Value::string("2001:db8::/32")};
  std::vector<Entry> labels{{"app", Value::string("shop"), {}}, {"tier-name", Value::string("web"), {}}};
  std::vector<Entry> node{{"cidr_blocks", Value::list(ranges), {}},
                          {"enabled", Value::string("true"), {}},
                          {"from_port", Value::integer(20), {}},
                          {"image", Value::string("registry.example.com/a/b:1.2@sha256:00"), {}},
                          {"labels", Value::map(labels), {}},
                          {"large", Value::integer(INT64_MAX), {}},
                          {"name", Value::string("api"), {}},
                          {"nothing", Value::null_value(), {}},
                          {"password", Value::string(kPassword).as_sensitive(), {}},
                          {"policy", Value::string(R"({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": "*"}]})"), {}},
                          {"ports", Value::list(ports), {}},
                          {"ratio", Value::number(0.5), {}},
                          {"url", Value::unknown(&kTemplate), {}},
                          {"vpc", Value::unknown(&kReference), {}}};
  Unit unit;

  Sample() {
    Resource resource;
    resource.type = "aws_security_group_rule";
    resource.name = "a";
    resource.address = "aws_security_group_rule.a";
    resource.attributes = Value::map(node);
    unit.resources = {resource, resource};
    unit.resources[1].name = "b";
    unit.resources[1].address = "aws_security_group_rule.b";
  }
};

/// The result as text; the note behind it.
std::string run(const Program& program, const Sample& sample, Verdict& verdict) {
  Arena arena;
  Evaluation evaluation(arena);
  evaluation.unit = &sample.unit;
  evaluation.resource = &sample.unit.resources[0];
  evaluation.variables = {{"node", sample.unit.resources[0].attributes}};
  evaluation.steps_left = 20'000;
  Value value = program.run(evaluation);
  verdict.expect(evaluation.note.find(kPassword) == std::string::npos, "a note gives a value away");
  verdict.expect(evaluation.variables.size() == 1, "variables of macros are left behind");
  return to_json(value) + evaluation.note;
}

}  // namespace

std::string broken_cel(std::string_view text) {
  Verdict verdict(text);
  SyntaxError error;
  std::size_t before = 0;
  for (const Token& token : tokenize(text, error)) {
    verdict.expect(before <= token.at && token.at <= text.size(), "token out of order", token.at, text.size());
    before = token.at;
  }
  bool tokens = error.message.empty();
  error = {};
  auto program = Program::compile(text, error);
  verdict.expect((program != nullptr) == error.message.empty(), "a program and an error, or neither");
  verdict.inside(error.at, text.size(), "error '" + error.message + "'");
  verdict.expect(tokens || !program, "a program of text that has no tokens");
  if (program) {
    static const Sample sample;
    std::string first = run(*program, sample, verdict);
    verdict.expect(first == run(*program, sample, verdict), "two runs differ");
  }
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
