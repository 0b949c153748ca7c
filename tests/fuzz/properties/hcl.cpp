// HCL: a configuration file, an expression and a template of the same bytes.
#include "parsers/hcl/ast.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {
namespace {

using namespace hcl;

/// Walks a tree. `base` is where the text starts in its file.
class Walk {
 public:
  Walk(std::string_view text, std::uint32_t base, Verdict& verdict) : text_(text), base_(base), verdict_(verdict) {}

  void body(const Body& body, std::uint32_t begin, std::uint32_t end) {
    within(body.begin, body.end, begin, end, "body");
    std::uint32_t before = body.begin;
    for (const Attribute& attribute : body.attributes) {
      verdict_.expect(before <= attribute.begin, "attribute before the end of the one before it", before, attribute.begin);
      before = attribute.end;
      within(attribute.begin, attribute.end, body.begin, body.end, "attribute");
      named(attribute.name, attribute.begin, attribute.name_end, "attribute");
      if (verdict_.expect(attribute.value != nullptr, "attribute without a value")) expression(*attribute.value, attribute.name_end, attribute.end);
    }
    before = body.begin;
    for (const Block* block : body.blocks) {
      verdict_.expect(before <= block->begin, "block before the end of the one before it", before, block->begin);
      before = block->end;
      within(block->begin, block->end, body.begin, body.end, "block");
      within(block->begin, block->header_end, block->begin, block->end, "header of a block");
      named(block->type, block->begin, block->begin + static_cast<std::uint32_t>(block->type.size()), "block");
      std::uint32_t label_before = block->begin;
      for (const Label& label : block->labels) {
        within(label.begin, label.end, label_before, block->header_end, "label");
        label_before = label.end;
      }
      if (verdict_.expect(block->body != nullptr, "block without a body")) this->body(*block->body, block->header_end, block->end);
    }
  }

  void expression(const Expression& node, std::uint32_t begin, std::uint32_t end) {
    if (!within(node.begin, node.end, begin, end, "expression")) return;
    auto child = [&](const Expression* inner) {
      if (verdict_.expect(inner != nullptr, "expression without an operand", node.begin, node.end)) expression(*inner, node.begin, node.end);
    };
    switch (node.kind) {
      case ExpressionKind::null_literal: case ExpressionKind::bool_literal: case ExpressionKind::invalid: break;
      case ExpressionKind::number_literal: named(node.as<NumberLiteral>().text, node.begin, node.end, "number"); break;
      case ExpressionKind::variable:
        if (!node.as<Variable>().name.empty()) named(node.as<Variable>().name, node.begin, node.end, "variable");
        break;
      case ExpressionKind::template_expr: parts(node.as<Template>().parts, node.begin, node.end); break;
      case ExpressionKind::attribute: {
        const auto& access = node.as<AttributeAccess>();
        child(access.source);
        named(access.name, access.name_begin, access.name_begin + static_cast<std::uint32_t>(access.name.size()), "attribute access");
        break;
      }
      case ExpressionKind::index: child(node.as<IndexAccess>().source); child(node.as<IndexAccess>().key); break;
      case ExpressionKind::splat: child(node.as<Splat>().source); child(node.as<Splat>().each); break;
      case ExpressionKind::call: row(node.as<Call>().arguments, node.as<Call>().name_end, node.end); break;
      case ExpressionKind::unary: child(node.as<Unary>().operand); break;
      case ExpressionKind::binary: {
        const auto& binary = node.as<Binary>();
        child(binary.left);
        child(binary.right);
        if (binary.left && binary.right) verdict_.expect(binary.left->end <= binary.right->begin, "operands overlap", node.begin, node.end);
        break;
      }
      case ExpressionKind::conditional:
        child(node.as<Conditional>().condition);
        child(node.as<Conditional>().when_true);
        child(node.as<Conditional>().when_false);
        break;
      case ExpressionKind::tuple: row(node.as<Tuple>().items, node.begin, node.end); break;
      case ExpressionKind::object: {
        std::uint32_t before = node.begin;
        for (const ObjectItem& item : node.as<Object>().items) {
          if (!verdict_.expect(item.key != nullptr && item.value != nullptr, "object item without key or value", node.begin, node.end)) return;
          expression(*item.key, before, node.end);
          expression(*item.value, item.key->end, node.end);
          before = item.value->end;
        }
        break;
      }
      case ExpressionKind::for_expr: {
        const auto& loop = node.as<ForExpr>();
        child(loop.collection);
        child(loop.value);
        if (loop.key) child(loop.key);
        if (loop.condition) child(loop.condition);
        break;
      }
      case ExpressionKind::parentheses: child(node.as<Parentheses>().inner); break;
    }
  }

 private:
  bool within(std::uint32_t begin, std::uint32_t end, std::uint32_t outer_begin, std::uint32_t outer_end, std::string_view what) {
    return verdict_.expect(outer_begin <= begin && begin <= end && end <= outer_end, std::string(what) + " does not lie in what holds it", begin, end);
  }

  /// The name is what stands there.
  void named(std::string_view name, std::uint32_t begin, std::uint32_t end, std::string_view what) {
    bool same = base_ <= begin && begin <= end && end - base_ <= text_.size() && text_.substr(begin - base_, end - begin) == name;
    verdict_.expect(same, "the name of a node is not what is written: " + std::string(what), begin, end);
  }

  void row(std::span<const Expression* const> items, std::uint32_t begin, std::uint32_t end) {
    for (const Expression* item : items) {
      if (!verdict_.expect(item != nullptr, "empty element", begin, end)) return;
      expression(*item, begin, end);
      begin = item->end;
    }
  }

  void parts(std::span<const TemplatePart> parts, std::uint32_t begin, std::uint32_t end) {
    for (const TemplatePart& part : parts) {
      within(part.begin, part.end, begin, end, "part of a template");
      begin = part.end;
      if (part.expression) expression(*part.expression, part.begin, part.end);
      if (part.if_directive) {
        if (part.if_directive->condition) expression(*part.if_directive->condition, part.begin, part.end);
        this->parts(part.if_directive->then_parts, part.begin, part.end);
        this->parts(part.if_directive->else_parts, part.begin, part.end);
      }
      if (part.for_directive) {
        if (part.for_directive->collection) expression(*part.for_directive->collection, part.begin, part.end);
        this->parts(part.for_directive->body, part.begin, part.end);
      }
    }
  }

  std::string_view text_;
  std::uint32_t base_;
  Verdict& verdict_;
};

/// Diagnostics of a piece that starts at `base`, as if it were the whole text.
std::vector<Diagnostic> moved(std::vector<Diagnostic> diagnostics, std::uint32_t base) {
  for (Diagnostic& diagnostic : diagnostics) {
    diagnostic.at.begin -= base;
    diagnostic.at.end -= base;
  }
  return diagnostics;
}

/// What parsed as the value of an attribute parses on its own, too.
void check_values(std::string_view text, const Body& body, Verdict& verdict) {
  for (const Attribute& attribute : body.attributes) {
    if (!attribute.value || attribute.value->end > text.size() || attribute.value->begin > attribute.value->end) continue;
    std::string alone(text.substr(attribute.value->begin, attribute.value->end - attribute.value->begin));
    auto again = parse_expression(kFile, alone + "\n", attribute.value->begin);
    verdict.expect(again.diagnostics.empty(), "the value of an attribute does not parse on its own", attribute.value->begin, attribute.value->end);
    verdict.expect(again.tree.root->kind == attribute.value->kind, "the value of an attribute is another on its own", attribute.value->begin, attribute.value->end);
  }
}

}  // namespace

std::string broken_hcl(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  Verdict verdict(text);
  auto file = parse_hcl(kFile, text);
  verdict.diagnostics(file.diagnostics);
  verdict.comments(file.comments);
  if (!verdict.expect(file.tree.body != nullptr, "file without a body")) return verdict.broken();
  Walk(text, 0, verdict).body(*file.tree.body, 0, size);
  if (file.diagnostics.empty()) check_values(text, *file.tree.body, verdict);

  constexpr std::uint32_t kBase = 1000;
  auto expression = parse_expression(kFile, text, kBase);
  verdict.diagnostics(moved(std::move(expression.diagnostics), kBase));
  if (verdict.expect(expression.tree.root != nullptr, "expression without a root")) Walk(text, kBase, verdict).expression(*expression.tree.root, kBase, kBase + size);
  auto whole = parse_template(kFile, text, kBase);
  verdict.diagnostics(moved(std::move(whole.diagnostics), kBase));
  if (verdict.expect(whole.tree.root != nullptr, "template without a root")) Walk(text, kBase, verdict).expression(*whole.tree.root, kBase, kBase + size);
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
