#include "analyzer/terraform/terragrunt/generated_code.h"

#include "analyzer/terraform/json_syntax.h"
#include "analyzer/terraform/template_origin.h"

namespace bulkhead::terraform::terragrunt {
namespace {

/// Moves every place of a tree from the generated text to what it was written from. The tree is ours alone: nobody has seen it yet.
class Mover {
 public:
  Mover(const Value& contents, FileId home, SourceSpan otherwise, UnitEvaluation& unit, StackState& state)
      : contents_(contents), home_(home), otherwise_(otherwise), unit_(unit), state_(state) {}

  void body(const hcl::Body& body) {
    for (const hcl::Attribute& attribute : body.attributes) {
      auto& mutable_attribute = const_cast<hcl::Attribute&>(attribute);
      SourceSpan name = place(attribute.begin, attribute.name_end), whole = place(attribute.begin, attribute.end);
      word_ = attribute.name == "source" || attribute.name == "alias" || attribute.name == "version";
      expression(mutable_attribute.value);
      word_ = false;
      mutable_attribute.begin = name.begin;
      mutable_attribute.name_end = name.end;
      mutable_attribute.end = std::max(whole.end, name.end);
    }
    for (const hcl::Block* block : body.blocks) {
      auto& mutable_block = const_cast<hcl::Block&>(*block);
      SourceSpan header = place(block->begin, block->header_end), whole = place(block->begin, block->end);
      for (const hcl::Label& label : block->labels) {
        SourceSpan at = place(label.begin, label.end);
        const_cast<hcl::Label&>(label).begin = at.begin;
        const_cast<hcl::Label&>(label).end = at.end;
      }
      if (block->body) this->body(*block->body);
      mutable_block.begin = header.begin;
      mutable_block.header_end = header.end;
      mutable_block.end = std::max(whole.end, header.end);
    }
  }

 private:
  SourceSpan source(std::uint32_t begin, std::uint32_t end, const Origin*& origin) {
    origin = origin_within(contents_, begin, end, state_.arena());
    return decisive_span(origin);
  }

  /// In the file that the tree belongs to; what comes from elsewhere shows at the place that brought it in.
  SourceSpan place(std::uint32_t begin, std::uint32_t end) {
    const Origin* origin = nullptr;
    SourceSpan at = source(begin, std::max(end, begin + 1), origin);
    if (at.file == home_) return at;
    for (const Origin* link = origin; link != nullptr; link = link->via)
      if (link->at.file == home_) at = link->at;
    return at.file == home_ ? at : otherwise_;
  }

  bool escaped(SourceSpan at) const {
    if (!at.valid()) return false;
    std::string_view text = state_.workspace().text(at.file);
    return at.end <= text.size() && text.substr(at.begin, at.end - at.begin).find("$${") != std::string_view::npos;
  }

  void list(std::span<const hcl::Expression* const> nodes) {
    for (const hcl::Expression* const& node : nodes) expression(const_cast<const hcl::Expression*&>(node));
  }

  void expression(const hcl::Expression*& node) {
    if (node == nullptr) return;
    using Kind = hcl::ExpressionKind;
    if (node->kind == Kind::template_expr && replace(node)) return;
    SourceSpan at = place(node->begin, node->end);
    auto& open = const_cast<hcl::Expression&>(*node);
    switch (node->kind) {
      case Kind::template_expr: parts(node->as<hcl::Template>().parts); break;
      case Kind::attribute: expression(const_cast<hcl::AttributeAccess&>(node->as<hcl::AttributeAccess>()).source); break;
      case Kind::index: {
        auto& access = const_cast<hcl::IndexAccess&>(node->as<hcl::IndexAccess>());
        expression(access.source);
        expression(access.key);
        break;
      }
      case Kind::splat: {
        auto& splat = const_cast<hcl::Splat&>(node->as<hcl::Splat>());
        expression(splat.source);
        expression(splat.each);
        break;
      }
      case Kind::call: list(node->as<hcl::Call>().arguments); break;
      case Kind::unary: expression(const_cast<hcl::Unary&>(node->as<hcl::Unary>()).operand); break;
      case Kind::binary: {
        auto& binary = const_cast<hcl::Binary&>(node->as<hcl::Binary>());
        expression(binary.left);
        expression(binary.right);
        break;
      }
      case Kind::conditional: {
        auto& choice = const_cast<hcl::Conditional&>(node->as<hcl::Conditional>());
        expression(choice.condition);
        expression(choice.when_true);
        expression(choice.when_false);
        break;
      }
      case Kind::tuple: list(node->as<hcl::Tuple>().items); break;
      case Kind::object:
        for (const hcl::ObjectItem& item : node->as<hcl::Object>().items) {
          bool word = std::exchange(word_, true);   // keys stay literal
          expression(const_cast<hcl::ObjectItem&>(item).key);
          word_ = word;
          expression(const_cast<hcl::ObjectItem&>(item).value);
        }
        break;
      case Kind::for_expr: {
        auto& loop = const_cast<hcl::ForExpr&>(node->as<hcl::ForExpr>());
        for (const hcl::Expression** part : {&loop.collection, &loop.key, &loop.value, &loop.condition}) expression(*part);
        break;
      }
      case Kind::parentheses: expression(const_cast<hcl::Parentheses&>(node->as<hcl::Parentheses>()).inner); break;
      default: break;
    }
    open.begin = at.begin;
    open.end = at.end;
  }

  /// A string that one interpolated value made is that value, with its way.
  bool replace(const hcl::Expression*& node) {
    const auto& text = node->as<hcl::Template>();
    if (word_ || text.parts.size() != 1 || text.parts[0].kind != hcl::TemplatePart::Kind::literal || text.parts[0].text.empty()) return false;
    const Origin* origin = nullptr;
    SourceSpan at = source(text.parts[0].begin, text.parts[0].end, origin);
    SourceSpan around = place(node->begin, node->end);
    if (!at.valid() || around.contains(at)) return false;
    node = unit_.constant(Value::string(text.parts[0].text, origin), around);
    return true;
  }

  void parts(std::span<const hcl::TemplatePart> all) {
    for (const hcl::TemplatePart& part : all) {
      auto& open = const_cast<hcl::TemplatePart&>(part);
      SourceSpan at = place(part.begin, part.end);
      const Origin* origin = nullptr;
      SourceSpan from = source(part.begin, std::max(part.end, part.begin + 1), origin);
      if (part.kind == hcl::TemplatePart::Kind::interpolation && contents_.is_unknown() && !escaped(from)) {
        std::string_view pattern = contents_.unknown()->pattern;
        std::string reference = part.end <= pattern.size() && part.end > part.begin + 3 ? std::string(pattern.substr(part.begin + 2, part.end - part.begin - 3)) : "";
        open.expression = unit_.constant(state_.unknown(contents_.unknown()->cause, reference).with_origin(origin), at);
      } else {
        expression(open.expression);
      }
      if (part.if_directive) {
        expression(const_cast<hcl::TemplateIf*>(part.if_directive)->condition);
        parts(part.if_directive->then_parts);
        parts(part.if_directive->else_parts);
      }
      if (part.for_directive) {
        expression(const_cast<hcl::TemplateFor*>(part.for_directive)->collection);
        parts(part.for_directive->body);
      }
      open.begin = at.begin;
      open.end = at.end;
    }
  }

  const Value& contents_;
  FileId home_;
  SourceSpan otherwise_;
  UnitEvaluation& unit_;
  StackState& state_;
  bool word_ = false;
};

/// The JSON form. A text that jsonencode() made has the place of the call.
GeneratedCode parse_json_form(const Value& contents, const std::string& name, SourceSpan start, UnitEvaluation& unit, StackState& state) {
  auto parsed = std::make_shared<Parsed<data::Stream>>(data::parse_json(start.file, contents.as_string()));
  const data::Node* root = parsed->tree.documents.empty() ? nullptr : parsed->tree.documents[0].root;
  bool variables = name.ends_with(".tfvars.json");
  auto converted = variables ? read_json_values(start.file, root) : read_json_configuration(start.file, root);
  for (const std::vector<Diagnostic>* problems : {&parsed->diagnostics, &converted->diagnostics})
    if (!problems->empty()) state.problem(start, "in the generated file " + name + ": " + problems->front().message);
  Mover(contents, start.file, start, unit, state).body(*converted->body);
  GeneratedCode out{start.file, converted->body};
  state.keep(std::move(parsed));
  state.keep(std::move(converted));
  return out;
}

}  // namespace

GeneratedCode parse_generated(const Value& contents, const std::string& name, SourceSpan at, UnitEvaluation& unit, StackState& state) {
  std::string_view text = contents.is_string() ? contents.as_string() : contents.unknown() ? contents.unknown()->pattern : std::string_view();
  auto first = text.find_first_not_of(" \t\r\n");
  if (contents.is_unknown() && first == std::string_view::npos) {
    state.problem(at, "the generated file " + name + " is not known", Diagnostic::Severity::warning);
    return {};
  }
  if (first == std::string_view::npos) return {};
  SourceSpan start = decisive_span(origin_within(contents, first, first + 1, state.arena()));
  if (!start.valid()) start = at;
  if (name.ends_with(".json")) {
    if (contents.is_string()) return parse_json_form(contents, name, start, unit, state);
    state.problem(start, "parts of the generated file " + name + " are not known: it is not read", Diagnostic::Severity::warning);
    return {};
  }
  auto parsed = std::make_shared<Parsed<hcl::File>>(hcl::parse_hcl(start.file, text));
  if (!parsed->diagnostics.empty()) {
    SourceSpan there = parsed->diagnostics[0].at;
    SourceSpan place = decisive_span(origin_within(contents, there.begin, std::max(there.end, there.begin + 1), state.arena()));
    state.problem(place.valid() ? place : start, "in the generated file " + name + ": " + parsed->diagnostics[0].message,
                  contents.is_unknown() ? Diagnostic::Severity::warning : Diagnostic::Severity::error);
  }
  Mover(contents, start.file, start, unit, state).body(*parsed->tree.body);
  GeneratedCode out{start.file, parsed->tree.body};
  state.keep(std::move(parsed));
  return out;
}

}  // namespace bulkhead::terraform::terragrunt
