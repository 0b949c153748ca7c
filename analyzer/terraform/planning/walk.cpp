#include "analyzer/terraform/planning/walk.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxWalkDepth = 2 * hcl::kMaxDepth;

class Walker {
 public:
  Walker(FileId file, const ExpressionVisitor& visit) : file_(file), visit_(visit) {}

  void expression(const hcl::Expression* node) {
    if (!node || depth_ > kMaxWalkDepth) return;
    visit_(*node, file_);
    ++depth_;
    children(*node);
    --depth_;
  }

  void body(const hcl::Body& body) {
    if (depth_ > kMaxWalkDepth) return;
    for (const hcl::Attribute& attribute : body.attributes) expression(attribute.value);
    ++depth_;
    for (const hcl::Block* block : body.blocks)
      if (block->body) this->body(*block->body);
    --depth_;
  }

 private:
  void all(std::span<const hcl::Expression* const> nodes) {
    for (const hcl::Expression* node : nodes) expression(node);
  }

  void children(const hcl::Expression& node) {
    using Kind = hcl::ExpressionKind;
    switch (node.kind) {
      case Kind::attribute: return expression(node.as<hcl::AttributeAccess>().source);
      case Kind::index: expression(node.as<hcl::IndexAccess>().source); return expression(node.as<hcl::IndexAccess>().key);
      case Kind::splat: expression(node.as<hcl::Splat>().source); return expression(node.as<hcl::Splat>().each);
      case Kind::call: return all(node.as<hcl::Call>().arguments);
      case Kind::unary: return expression(node.as<hcl::Unary>().operand);
      case Kind::binary: expression(node.as<hcl::Binary>().left); return expression(node.as<hcl::Binary>().right);
      case Kind::conditional: {
        const auto& choice = node.as<hcl::Conditional>();
        for (const hcl::Expression* part : {choice.condition, choice.when_true, choice.when_false}) expression(part);
        return;
      }
      case Kind::tuple: return all(node.as<hcl::Tuple>().items);
      case Kind::object:
        for (const hcl::ObjectItem& item : node.as<hcl::Object>().items) {
          expression(item.key);
          expression(item.value);
        }
        return;
      case Kind::for_expr: {
        const auto& loop = node.as<hcl::ForExpr>();
        for (const hcl::Expression* part : {loop.collection, loop.key, loop.value, loop.condition}) expression(part);
        return;
      }
      case Kind::parentheses: return expression(node.as<hcl::Parentheses>().inner);
      case Kind::template_expr: return parts(node.as<hcl::Template>().parts);
      default: return;
    }
  }

  void parts(std::span<const hcl::TemplatePart> list) {
    if (depth_ > kMaxWalkDepth) return;
    ++depth_;
    for (const hcl::TemplatePart& part : list) {
      expression(part.expression);
      if (part.if_directive) {
        expression(part.if_directive->condition);
        parts(part.if_directive->then_parts);
        parts(part.if_directive->else_parts);
      }
      if (part.for_directive) {
        expression(part.for_directive->collection);
        parts(part.for_directive->body);
      }
    }
    --depth_;
  }

  FileId file_;
  const ExpressionVisitor& visit_;
  int depth_ = 0;
};

void walk_declarations(const std::vector<Declaration>& declarations, const ExpressionVisitor& visit) {
  for (const Declaration& declaration : declarations)
    for (const Member& member : declaration.members) {
      if (member.attribute) walk(member.attribute.attribute->value, member.attribute.file, visit);
      for (const LocatedBlock& block : member.blocks)
        if (block.block->body) walk(*block.block->body, block.file, visit);
    }
}

}  // namespace

void walk(const hcl::Expression* expression, FileId file, const ExpressionVisitor& visit) { Walker(file, visit).expression(expression); }
void walk(const hcl::Body& body, FileId file, const ExpressionVisitor& visit) { Walker(file, visit).body(body); }

void walk(const ModuleFiles& module, const ExpressionVisitor& visit) {
  for (const LocalDeclaration& local : module.locals) walk(local.value.attribute->value, local.value.file, visit);
  for (const auto* list : {&module.resources, &module.modules, &module.providers, &module.outputs}) walk_declarations(*list, visit);
}

}  // namespace bulkhead::terraform
