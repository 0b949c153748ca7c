// Dispatch, literals and the limits of an evaluation.
#include "analyzer/terraform/expression/evaluator.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxNesting = 1200;   // evaluations within evaluations on one thread, references included

}  // namespace

Value evaluate(const hcl::Expression& expression, Scope& scope, Evaluation& run) {
  return Evaluator(scope, run).evaluate(expression);
}

Value evaluate_text(std::string_view text, bool is_template, Scope& scope, Evaluation& run, Parsed<hcl::StandaloneExpression>& keep) {
  keep = is_template ? hcl::parse_template(run.file, text) : hcl::parse_expression(run.file, text);
  if (keep.diagnostics.empty()) return evaluate(*keep.tree.root, scope, run);
  run.diagnostics.insert(run.diagnostics.end(), keep.diagnostics.begin(), keep.diagnostics.end());
  return Value::unknown(run.arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::error, {}, {}}));
}

Scratch& Evaluator::scratch() {
  thread_local Scratch stacks;
  return stacks;
}

Value Evaluator::evaluate(const hcl::Expression& e) {
  if (run_.steps_left == 0) return unknown(UnknownInfo::Cause::limit, written_text(e), written(e));
  if (--run_.steps_left == 0) return limit(e);
  if (scratch_.depth >= kMaxNesting) {
    fail(e, "evaluation is nested deeper than bulkhead goes");
    return unknown(UnknownInfo::Cause::limit, written_text(e), written(e));
  }
  ++scratch_.depth;
  Value value = dispatch(e);
  --scratch_.depth;
  return value;
}

Value Evaluator::dispatch(const hcl::Expression& e) {
  using hcl::ExpressionKind;
  switch (e.kind) {
    case ExpressionKind::null_literal: return Value::null_value(written(e));
    case ExpressionKind::bool_literal: return Value::boolean(e.as<hcl::BoolLiteral>().value, written(e));
    case ExpressionKind::number_literal: {
      Value number = number_from(e.as<hcl::NumberLiteral>().text, written(e));
      return number.is_missing() ? fail(e, "this number is too large") : number;
    }
    case ExpressionKind::template_expr: return template_value(e.as<hcl::Template>());
    case ExpressionKind::variable: return variable(e.as<hcl::Variable>());
    case ExpressionKind::attribute: return attribute(e.as<hcl::AttributeAccess>());
    case ExpressionKind::index: return index(e.as<hcl::IndexAccess>());
    case ExpressionKind::splat: return splat(e.as<hcl::Splat>());
    case ExpressionKind::call: return call(e.as<hcl::Call>());
    case ExpressionKind::unary: return unary(e.as<hcl::Unary>());
    case ExpressionKind::binary: return binary(e.as<hcl::Binary>());
    case ExpressionKind::conditional: return conditional(e.as<hcl::Conditional>());
    case ExpressionKind::tuple: return tuple(e.as<hcl::Tuple>());
    case ExpressionKind::object: return object(e.as<hcl::Object>());
    case ExpressionKind::for_expr: return for_expression(e.as<hcl::ForExpr>());
    case ExpressionKind::parentheses: return evaluate(*e.as<hcl::Parentheses>().inner);
    case ExpressionKind::invalid: return unknown(UnknownInfo::Cause::error, {}, written(e));
  }
  return {};
}

Value Evaluator::fail(const hcl::Expression& at, std::string_view message) {
  run_.diagnostics.push_back({span(at), std::string(message)});
  return unknown(UnknownInfo::Cause::error, written_text(at), written(at));
}

Value Evaluator::limit(const hcl::Expression& at) {
  run_.steps_left = 0;
  run_.diagnostics.push_back({span(at), "evaluation stopped: this needs more work than bulkhead allows"});
  return unknown(UnknownInfo::Cause::limit, written_text(at), written(at));
}

Value Evaluator::unknown(UnknownInfo::Cause cause, std::string_view reference, const Origin* from) {
  return Value::unknown(run_.arena.make<UnknownInfo>(UnknownInfo{cause, reference, {}}), from);
}

Value Evaluator::further(const Value& base, std::string_view suffix, const hcl::Expression& e) {
  const UnknownInfo* info = base.unknown();
  std::string_view reference;
  if (!info->reference.empty()) {
    std::string text(info->reference);
    text += suffix;
    reference = run_.arena.copy(std::string_view(text));
  }
  Value value = unknown(info->cause, reference, origin(Origin::Kind::referenced, span(e), base.origin(), written_text(e)));
  return base.sensitive() ? value.as_sensitive() : value;
}

bool Evaluator::spend_bytes(std::size_t bytes, const hcl::Expression& at) {
  if (bytes <= run_.bytes_left) {
    run_.bytes_left -= bytes;
    return true;
  }
  if (run_.steps_left != 0) limit(at);
  return false;
}

Value Evaluator::list_from(std::size_t mark, const hcl::Expression& e) {
  auto& values = scratch_.values;
  std::span<const Value> items(values.data() + mark, values.size() - mark);
  bool fits = spend_bytes(items.size_bytes(), e);
  Value list = fits ? Value::list(run_.arena.copy(items), written(e)) : unknown(UnknownInfo::Cause::limit, {}, written(e));
  values.resize(mark);
  return list;
}

Value Evaluator::map_from(std::size_t mark, const hcl::Expression& e) {
  auto& entries = scratch_.entries;
  sort_entries(entries, mark);
  std::span<const Entry> made(entries.data() + mark, entries.size() - mark);
  bool fits = spend_bytes(made.size_bytes(), e);
  Value map = fits ? Value::map(run_.arena.copy(made), written(e)) : unknown(UnknownInfo::Cause::limit, {}, written(e));
  entries.resize(mark);
  return map;
}

std::string_view written_text(const hcl::Expression& e) {
  const hcl::Expression* root = &e;
  for (int i = 0; i < 4096; ++i) {
    switch (root->kind) {
      case hcl::ExpressionKind::attribute: root = root->as<hcl::AttributeAccess>().source; continue;
      case hcl::ExpressionKind::index: root = root->as<hcl::IndexAccess>().source; continue;
      case hcl::ExpressionKind::splat: root = root->as<hcl::Splat>().source; continue;
      default: break;
    }
    break;
  }
  std::string_view name;
  // Names that are put together (of a namespace, of a value made for Terragrunt) do not stand in the source as they are.
  if (root->kind == hcl::ExpressionKind::variable && root->end - root->begin == root->as<hcl::Variable>().name.size()) name = root->as<hcl::Variable>().name;
  if (root->kind == hcl::ExpressionKind::call) {
    const auto& called = root->as<hcl::Call>();
    if (called.name_end - called.begin == called.name.size() && called.name.find(':') == std::string_view::npos) name = called.name;
  }
  return name.empty() ? name : std::string_view(name.data(), e.end - root->begin);
}

}  // namespace bulkhead::terraform
