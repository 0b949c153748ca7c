// The evaluator behind evaluate(). Internal to analyzer/terraform/expression.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/terraform/expression.h"
#include "analyzer/terraform/expression/convert.h"
#include "analyzer/terraform/template_origin.h"

namespace bulkhead::terraform {

/// A name that a for expression or directive brings in.
struct Binding {
  std::string_view name;
  Value value;
  const Binding* outer = nullptr;
};

/// Stacks reused by every evaluation of a thread, so that expressions cost no heap allocations.
struct Scratch {
  std::vector<Value> values;
  std::vector<Entry> entries;
  std::vector<TemplatePiece> pieces;
  std::string text;
  int depth = 0;
};

class Evaluator {
 public:
  Evaluator(Scope& scope, Evaluation& run, const Binding* bindings = nullptr)
      : scope_(scope), run_(run), bindings_(bindings), scratch_(scratch()) {}

  Value evaluate(const hcl::Expression& e);

 private:
  static Scratch& scratch();
  Value dispatch(const hcl::Expression& e);

  // References (traversal.cpp).
  Value variable(const hcl::Variable& e);
  Value attribute(const hcl::AttributeAccess& e);
  Value index(const hcl::IndexAccess& e);
  Value splat(const hcl::Splat& e);
  Value resolve(std::span<const std::string_view> path, const hcl::Expression& whole, std::size_t& consumed);
  Value member(const Value& source, std::string_view name, const hcl::Expression& at);
  Value element(const Value& source, const Value& key, const hcl::Expression& at);
  Value referenced(Value value, const hcl::Expression& e);
  const Binding* find_binding(std::string_view name) const;

  // Operators (operators.cpp).
  Value unary(const hcl::Unary& e);
  Value binary(const hcl::Binary& e);
  Value logical(const hcl::Binary& e);
  const Origin* asked_for(const Value& key, const hcl::Expression& at);
  Value arithmetic(const hcl::Binary& e, const Value& left, const Value& right);
  Value conditional(const hcl::Conditional& e);
  Value computed(Value value, const hcl::Expression& e, const Value& a, const Value& b);

  // Collections (collections.cpp).
  Value tuple(const hcl::Tuple& e);
  Value object(const hcl::Object& e);
  Value for_expression(const hcl::ForExpr& e);
  Value for_over(const hcl::ForExpr& e, const Value& collection);
  Value for_tuple(const hcl::ForExpr& e, const Value& collection);
  Value for_object(const hcl::ForExpr& e, const Value& collection);
  template <class Visit>
  bool each(const Value& collection, std::string_view key_name, std::string_view value_name, Visit visit);
  void group(std::size_t mark);
  /// 1 yes, 0 no, -1 unknown, -2 an error that is reported.
  int condition(const hcl::Expression& e, std::string_view what);

  // Templates (template.cpp).
  Value template_value(const hcl::Template& e);
  struct Rendering;
  void render(std::span<const hcl::TemplatePart> parts, Rendering& out);
  void render_part(const hcl::TemplatePart& part, Rendering& out);
  void render_value(const Value& value, const hcl::Expression& e, Rendering& out);
  void render_for(const hcl::TemplatePart& part, Rendering& out);
  void note_piece(const Rendering& out, SourceSpan at, const Origin* origin);
  const Origin* text_origin(const hcl::Template& e, std::string_view text, std::span<const TemplatePiece> pieces, const Origin* via);

  // Calls (call.cpp).
  Value call(const hcl::Call& e);
  Value try_call(const hcl::Call& e);
  Value can_call(const hcl::Call& e);

  // Results.
  SourceSpan span(const hcl::Expression& e) const { return {run_.file, e.begin, e.end}; }
  const Origin* origin(Origin::Kind kind, SourceSpan at, const Origin* via = nullptr, std::string_view step = {}) {
    return run_.arena.make<Origin>(Origin{kind, at, via, step});
  }
  const Origin* written(const hcl::Expression& e) { return origin(Origin::Kind::written, span(e)); }
  Value fail(const hcl::Expression& at, std::string_view message);
  Value limit(const hcl::Expression& at);
  Value unknown(UnknownInfo::Cause cause, std::string_view reference, const Origin* from);
  /// The unknown `base` one step further: its reference with `suffix` behind.
  Value further(const Value& base, std::string_view suffix, const hcl::Expression& e);
  bool spend_bytes(std::size_t bytes, const hcl::Expression& at);
  Value list_from(std::size_t mark, const hcl::Expression& e);
  Value map_from(std::size_t mark, const hcl::Expression& e);

  Scope& scope_;
  Evaluation& run_;
  const Binding* bindings_;
  const Value* splat_element_ = nullptr;
  UnknownInfo::Cause undecided_by_ = UnknownInfo::Cause::other;   // of the last condition that was unknown
  Scratch& scratch_;
};

/// The source text of a traversal or call as it is written, empty for other expressions.
std::string_view written_text(const hcl::Expression& e);

/// Evaluates a template text (templatefile, templatestring) with `variables` as its only names.
Value render_template(std::string_view text, FileId file, const Value& variables, Evaluation& run, Scope& scope);

}  // namespace bulkhead::terraform
