// Syntax tree of HCL native syntax (HCL specification, "HCL Native Syntax"). Nodes live in the tree's arena,
// hold byte offsets into the file and string views into its text; they know nothing of Terraform.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "parsers/text/arena.h"
#include "parsers/text/parsed.h"

namespace bulkhead::hcl {

enum class ExpressionKind : std::uint8_t {
  null_literal, bool_literal, number_literal,
  template_expr,   // "…", heredoc: string parts, interpolations, directives
  variable,        // a root name: `var`, `local`, `aws_vpc`, `each`
  attribute,       // x.name (also legacy x.0: name is the digits)
  index,           // x[key]
  splat,           // x[*].… or x.*.…
  call,            // name(args…), provider::x::name(args…)
  unary, binary, conditional, tuple, object, for_expr, parentheses,
  invalid,         // a region that did not parse; a diagnostic says why. Evaluates to unknown.
};

enum class Operator : std::uint8_t {
  negate, logical_not, multiply, divide, modulo, add, subtract,
  greater, greater_equal, less, less_equal, equal, not_equal, logical_and, logical_or,
};

/// Base of every expression node. `kind` says which struct it is; `as<T>()` casts.
struct Expression {
  ExpressionKind kind;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  template <class T>
  const T& as() const { return static_cast<const T&>(*this); }
};

struct NullLiteral : Expression {};
struct BoolLiteral : Expression { bool value = false; };
struct NumberLiteral : Expression { std::string_view text; };  // as written
struct Variable : Expression { std::string_view name; };
struct AttributeAccess : Expression { const Expression* source = nullptr; std::string_view name; std::uint32_t name_begin = 0; };
struct IndexAccess : Expression { const Expression* source = nullptr; const Expression* key = nullptr; };
/// `each` is applied to every element; inside it the element is the node of kind `variable` with an empty name.
/// Attribute-only splats (x.*.a.b[0]) end before the first index; full ones (x[*].a[0]) do not (specification, "Splat Operators").
struct Splat : Expression { const Expression* source = nullptr; const Expression* each = nullptr; bool full = false; };
struct Call : Expression { std::string_view name; std::span<const Expression* const> arguments; bool expand_last = false; std::uint32_t name_end = 0; };
struct Unary : Expression { Operator op = Operator::negate; const Expression* operand = nullptr; };
struct Binary : Expression { Operator op = Operator::add; const Expression* left = nullptr; const Expression* right = nullptr; };
struct Conditional : Expression { const Expression* condition = nullptr; const Expression* when_true = nullptr; const Expression* when_false = nullptr; };
struct Tuple : Expression { std::span<const Expression* const> items; };
/// A key that is a bare identifier is a string (kind template_expr with one literal part); a parenthesised one is an expression.
struct ObjectItem { const Expression* key = nullptr; const Expression* value = nullptr; };
struct Object : Expression { std::span<const ObjectItem> items; };
struct ForExpr : Expression {
  std::string_view key_name;    // empty when only one name is given
  std::string_view value_name;
  const Expression* collection = nullptr;
  const Expression* key = nullptr;    // null: tuple result
  const Expression* value = nullptr;
  const Expression* condition = nullptr;
  bool grouping = false;              // value...
};
struct Parentheses : Expression { const Expression* inner = nullptr; };
struct Invalid : Expression {};

/// One piece of a template, after strip markers, heredoc indentation and escapes have been applied.
struct TemplatePart;
struct TemplateIf { const Expression* condition = nullptr; std::span<const TemplatePart> then_parts; std::span<const TemplatePart> else_parts; };
struct TemplateFor { std::string_view key_name; std::string_view value_name; const Expression* collection = nullptr; std::span<const TemplatePart> body; };
struct TemplatePart {
  enum class Kind : std::uint8_t { literal, interpolation, if_directive, for_directive } kind = Kind::literal;
  std::uint32_t begin = 0, end = 0;                // place of this part in the source
  std::string_view text;                           // literal: decoded text
  const Expression* expression = nullptr;          // interpolation
  const TemplateIf* if_directive = nullptr;
  const TemplateFor* for_directive = nullptr;
};
/// A quoted string or heredoc. A template of exactly one interpolation and nothing else ("${x}") yields x unconverted.
struct Template : Expression { std::span<const TemplatePart> parts; bool heredoc = false; };

struct Attribute {
  std::string_view name;
  std::uint32_t begin = 0, end = 0;      // name … end of value
  std::uint32_t name_end = 0;
  const Expression* value = nullptr;
};
struct Label { std::string_view text; std::uint32_t begin = 0, end = 0; };
struct Block;
/// Attributes and blocks, each in source order; `items` gives the order among both.
struct Body {
  std::span<const Attribute> attributes;
  std::span<const Block* const> blocks;
  std::uint32_t begin = 0, end = 0;
  const Attribute* attribute(std::string_view name) const;   // first of that name, or null
};
struct Block {
  std::string_view type;
  std::span<const Label> labels;
  const Body* body = nullptr;
  std::uint32_t begin = 0, end = 0;      // type … closing brace
  std::uint32_t header_end = 0;          // end of the type and labels, before the brace
};

/// One file. Owns every node; string views point into the text given to parse_hcl or into the arena.
struct File {
  FileId id = FileId::none;
  const Body* body = nullptr;            // never null after parse_hcl
  Arena arena;
};

/// Parses a configuration file (.tf, .tfvars, .hcl). `text` must outlive the result. Bounded: nesting deeper than
/// kMaxDepth gives a diagnostic and an `invalid` node. A broken item costs that item: parsing goes on at the next one.
Parsed<File> parse_hcl(FileId id, std::string_view text);

/// A single expression with its own arena (bulkhead eval, JSON-syntax strings, tests).
struct StandaloneExpression {
  const Expression* root = nullptr;      // never null; kind invalid when nothing parsed
  Arena arena;
};
/// Parses `text` as one expression; offsets are relative to `base` (where the text stands in its file).
Parsed<StandaloneExpression> parse_expression(FileId id, std::string_view text, std::uint32_t base = 0);
/// Parses `text` as a template without quotes (templatefile, strings of .tf.json).
Parsed<StandaloneExpression> parse_template(FileId id, std::string_view text, std::uint32_t base = 0);

inline constexpr int kMaxDepth = 200;

}  // namespace bulkhead::hcl
