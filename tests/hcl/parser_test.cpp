#include "parsers/hcl/ast.h"

using namespace bulkhead;
using hcl::ExpressionKind;

namespace {

/// The tree in brackets, so that shapes can be compared: (+ 1 (* 2 3)).
std::string shape(const hcl::Expression& e);

std::string shape_parts(std::span<const hcl::TemplatePart> parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += ' ';
    switch (part.kind) {
      case hcl::TemplatePart::Kind::literal: out += "'" + std::string(part.text) + "'"; break;
      case hcl::TemplatePart::Kind::interpolation: out += shape(*part.expression); break;
      case hcl::TemplatePart::Kind::if_directive:
        out += "(if " + shape(*part.if_directive->condition) + " [" + shape_parts(part.if_directive->then_parts) + "] [" +
               shape_parts(part.if_directive->else_parts) + "])";
        break;
      case hcl::TemplatePart::Kind::for_directive:
        out += "(for " + std::string(part.for_directive->value_name) + " " + shape(*part.for_directive->collection) +
               " [" + shape_parts(part.for_directive->body) + "])";
        break;
    }
  }
  return out;
}

std::string shape(const hcl::Expression& e) {
  static const char* const kOperators[] = {"-", "!", "*", "/", "%", "+", "-", ">", ">=", "<", "<=", "==", "!=", "&&", "||"};
  switch (e.kind) {
    case ExpressionKind::null_literal: return "null";
    case ExpressionKind::bool_literal: return e.as<hcl::BoolLiteral>().value ? "true" : "false";
    case ExpressionKind::number_literal: return std::string(e.as<hcl::NumberLiteral>().text);
    case ExpressionKind::template_expr: return "\"" + shape_parts(e.as<hcl::Template>().parts) + "\"";
    case ExpressionKind::variable: return e.as<hcl::Variable>().name.empty() ? "_" : std::string(e.as<hcl::Variable>().name);
    case ExpressionKind::attribute:
      return shape(*e.as<hcl::AttributeAccess>().source) + "." + std::string(e.as<hcl::AttributeAccess>().name);
    case ExpressionKind::index: return shape(*e.as<hcl::IndexAccess>().source) + "[" + shape(*e.as<hcl::IndexAccess>().key) + "]";
    case ExpressionKind::splat: {
      const auto& splat = e.as<hcl::Splat>();
      return std::string("(") + (splat.full ? "[*] " : ".* ") + shape(*splat.source) + " " + shape(*splat.each) + ")";
    }
    case ExpressionKind::call: {
      std::string out = std::string(e.as<hcl::Call>().name) + "(";
      for (const auto* argument : e.as<hcl::Call>().arguments) out += shape(*argument) + ",";
      return out + (e.as<hcl::Call>().expand_last ? "...)" : ")");
    }
    case ExpressionKind::unary:
      return std::string("(") + kOperators[static_cast<int>(e.as<hcl::Unary>().op)] + " " + shape(*e.as<hcl::Unary>().operand) + ")";
    case ExpressionKind::binary:
      return std::string("(") + kOperators[static_cast<int>(e.as<hcl::Binary>().op)] + " " + shape(*e.as<hcl::Binary>().left) +
             " " + shape(*e.as<hcl::Binary>().right) + ")";
    case ExpressionKind::conditional:
      return "(? " + shape(*e.as<hcl::Conditional>().condition) + " " + shape(*e.as<hcl::Conditional>().when_true) + " " +
             shape(*e.as<hcl::Conditional>().when_false) + ")";
    case ExpressionKind::tuple: {
      std::string out = "[";
      for (const auto* item : e.as<hcl::Tuple>().items) out += shape(*item) + ",";
      return out + "]";
    }
    case ExpressionKind::object: {
      std::string out = "{";
      for (const auto& item : e.as<hcl::Object>().items) out += shape(*item.key) + "=" + shape(*item.value) + ",";
      return out + "}";
    }
    case ExpressionKind::for_expr: {
      const auto& f = e.as<hcl::ForExpr>();
      return "(for " + std::string(f.key_name) + "," + std::string(f.value_name) + " " + shape(*f.collection) + " " +
             (f.key ? shape(*f.key) + " => " : "") + shape(*f.value) + (f.grouping ? "..." : "") +
             (f.condition ? " if " + shape(*f.condition) : "") + ")";
    }
    case ExpressionKind::parentheses: return "<" + shape(*e.as<hcl::Parentheses>().inner) + ">";
    case ExpressionKind::invalid: return "INVALID";
  }
  return "?";
}

std::string parsed(std::string_view text) {
  auto result = hcl::parse_expression(FileId{0}, text);
  return shape(*result.tree.root);
}

}  // namespace

TEST_CASE("expressions have the reference implementation's shape", "[hcl]") {
  struct Case { const char* text; const char* expected; };
  auto c = GENERATE(values<Case>({
      {"1 + 2 * 3", "(+ 1 (* 2 3))"},
      {"a - b - c", "(- (- a b) c)"},
      {"a || b && c == d", "(|| a (&& b (== c d)))"},
      {"a ? 1 : b ? 2 : 3", "(? a 1 (? b 2 3))"},
      {"-a.b", "(- a.b)"},
      {"!a[0]", "(! a[0])"},
      {"x.*.y[0].z", "(.* x _.y)[0].z"},
      {"x[*].y[0].z", "([*] x _.y[0].z)"},
      {"x[*][*].y", "([*] x ([*] _ _.y))"},
      {"x.0.y", "x.0.y"},
      {"f(a, b...)", "f(a,b,...)"},
      {"provider::x::f(1)", "provider::x::f(1,)"},
      {"{ a = 1, \"b\" : 2\n (c) = 3 }", "{\"'a'\"=1,\"'b'\"=2,<c>=3,}"},
      {"{true = 1}", "{\"'true'\"=1,}"},
      {"{for k, v in m : k => v... if v}", "(for k,v m k => v... if v)"},
      {"[for x in m : x]", "(for ,x m x)"},
      {"\"a${b}c\"", "\"'a' b 'c'\""},
      {"\"${b}\"", "\"b\""},
      {"\"a  ${~ b ~}  c\"", "\"'a' b 'c'\""},
      {"\"$${a} %%{b} $c\"", "\"'${a} %{b} $c'\""},
      {"\"%{ if a }x%{ else }y%{ endif }\"", "\"(if a ['x'] ['y'])\""},
      {"\"%{ for x in a }${x},%{ endfor }\"", "\"(for x a [x ','])\""},
      {"<<E\n  a\n b\nE\n", "\"'  a\n b\n'\""},
      {"<<-E\n  a\n\n    b\n  E\n", "\"'a\n\n  b\n'\""},
      {"<<-E\n    ${a}\n  b\n  E\n", "\"'  ' a '\nb\n'\""},
      {"\"\\u00e9\\n\"", "\"'\xC3\xA9\n'\""},
      {"[\n1, # one\n2\n]", "[1,2,]"},
      {"\xC3\xA9t\xC3\xA9.x", "\xC3\xA9t\xC3\xA9.x"},
  }));
  CAPTURE(c.text);
  CHECK(parsed(c.text) == c.expected);
}

TEST_CASE("what the reference parser rejects is rejected", "[hcl]") {
  auto text = GENERATE(values<const char*>({
      "a = 1 +\n2\n", "a = b ?\n1 : 2\n", "a\n{}\n", "a = { b = 1 c = 2 }\n", "a = << EOT\nx\nEOT\n", "a = \"x\ny\"\n",
      "a \"${b}\" {}\n", "a = x.0.1\n", "a = x\f\n", "a = \"\xE9\"\n", "a { b { } }\n", "a = 1, b = 2\n", "a = 1.2.3\n",
      "a = \"\\/\"\n", "a = <<EOT\nx\nEOT", "a = 1\na = 2\n", "a = [for x in y : x => x]\n", "a = {\n b = 1\n, c = 2\n}\n",
      "a = 1 2\n", "a {\n", "a = \"%{ endif }\"\n", "a = x.*.y.*\n",
  }));
  CAPTURE(text);
  CHECK_FALSE(hcl::parse_hcl(FileId{0}, text).diagnostics.empty());
}

TEST_CASE("what the reference parser accepts is accepted", "[hcl]") {
  auto text = GENERATE(values<const char*>({
      "", "a = 1e10\n", "a = 1E5", "a = {\n k = foo\n (c) = d\n}\n", "a { b = 1 }\n", "a = (1 +\n2)\n", "a = x. 0\n",
      "\xEF\xBB\xBF" "a = 1\n", "# \xE9\n", "a = 1 # c\r\nb = 2\r\n", "a = <<E\r\nx\r\nE\r\n", "a b \"c\" {}\n",
      "a = f(<<E\nx\nE\n, 1)\n", "a = [\nx\n.y\n]\n", "a = { b = 1, c = 2, }\n",
  }));
  CAPTURE(text);
  CHECK(hcl::parse_hcl(FileId{0}, text).diagnostics.empty());
}

TEST_CASE("spans are the bytes of the source", "[hcl]") {
  std::string_view text = "# note\nresource \"aws_vpc\" \"main\" {\n  cidr = \"10.0.0.0/16\" // c\n}\n";
  auto file = hcl::parse_hcl(FileId{3}, text);
  REQUIRE(file.diagnostics.empty());
  REQUIRE(file.comments.size() == 2);
  CHECK(text.substr(file.comments[0].at.begin, 6) == "# note");
  REQUIRE(file.tree.body->blocks.size() == 1);
  const hcl::Block& block = *file.tree.body->blocks[0];
  auto cut = [&](std::uint32_t begin, std::uint32_t end) { return text.substr(begin, end - begin); };
  CHECK(cut(block.begin, block.header_end) == "resource \"aws_vpc\" \"main\"");
  CHECK(cut(block.labels[1].begin, block.labels[1].end) == "\"main\"");
  CHECK(block.labels[1].text == "main");
  CHECK(text[block.end - 1] == '}');
  const hcl::Attribute* cidr = block.body->attribute("cidr");
  REQUIRE(cidr != nullptr);
  CHECK(cut(cidr->begin, cidr->end) == "cidr = \"10.0.0.0/16\"");
  CHECK(cut(cidr->value->begin, cidr->value->end) == "\"10.0.0.0/16\"");
  const auto& part = cidr->value->as<hcl::Template>().parts[0];
  CHECK(cut(part.begin, part.end) == "10.0.0.0/16");
}

TEST_CASE("a broken item costs that item", "[hcl]") {
  auto file = hcl::parse_hcl(FileId{0},
                             "a {\n  x = [1, }\n  y = 2\n}\n"
                             "b {\n  z = foo(\n}\n"
                             "c \"d\" {\n  w = 1\n}\n");
  CHECK_FALSE(file.diagnostics.empty());
  std::vector<std::string> types;
  for (const auto* block : file.tree.body->blocks) types.emplace_back(block->type);
  CHECK(types == std::vector<std::string>{"a", "b", "c"});
  CHECK(file.tree.body->blocks[0]->body->attribute("x")->value->kind == ExpressionKind::invalid);
  CHECK(file.tree.body->blocks.back()->body->attribute("w") != nullptr);
}

TEST_CASE("an unclosed block does not swallow the blocks after it", "[hcl]") {
  auto file = hcl::parse_hcl(FileId{0}, "a \"x\" {\n  b {\n    k = 1\n  }\n\nc \"y\" {\n  l = 2\n}\n");
  REQUIRE(file.tree.body->blocks.size() == 2);
  CHECK(file.tree.body->blocks[0]->body->blocks.size() == 1);
  CHECK(file.tree.body->blocks[1]->type == "c");
  CHECK_FALSE(file.diagnostics.empty());
}

TEST_CASE("hostile nesting and length end in a diagnostic", "[hcl]") {
  auto repeat = [](std::string_view piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
  };
  for (const std::string& text :
       {"a = " + repeat("[", 100000), "a = " + repeat("(", 100000), repeat("a {\n", 100000), "a = " + repeat("\"${", 100000),
        "a = " + repeat("-", 100000) + "1", "a = 1" + repeat("+1", 100000), "a = x" + repeat(".y", 100000),
        "a = x" + repeat("[*]", 100000), "a = " + repeat("x ? 1 : ", 100000) + "2", repeat("\"", 1000000),
        repeat("{\"a\": [1, 2, {\"b\": null}]},\n", 30000), "a = \"" + repeat("%{ if x }", 100000) + "\"",
        repeat("a = <<E\n", 20000), repeat("a {[\n", 50000)}) {
    auto file = hcl::parse_hcl(FileId{0}, text);
    CHECK_FALSE(file.diagnostics.empty());
    CHECK(file.tree.body != nullptr);
  }
}

TEST_CASE("offsets of standalone texts start at their base", "[hcl]") {
  auto result = hcl::parse_expression(FileId{1}, " a.b", 100);
  CHECK(result.tree.root->begin == 101);
  CHECK(result.tree.root->end == 104);
  auto text = hcl::parse_template(FileId{1}, "x ${a}\n", 10);
  CHECK(shape(*text.tree.root) == "\"'x ' a '\n'\"");
  CHECK(text.tree.root->as<hcl::Template>().parts[1].begin == 12);
}
