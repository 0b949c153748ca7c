// Operators, traversals and simple terms (HCL native syntax specification, "Expressions").
#include "parsers/hcl/parser.h"

namespace bulkhead::hcl {

const Expression* Parser::parse_expression() {
  peek();
  const char* start = p_;
  Depth depth(*this);
  if (too_deep(start)) return nullptr;
  return parse_conditional(start);
}

const Expression* Parser::parse_conditional(const char* start) {
  const Expression* condition = parse_binary(1);
  if (condition == nullptr || peek() != '?') return condition;
  int height = height_;
  ++p_;
  const Expression* when_true = parse_expression();
  if (when_true == nullptr) return nullptr;
  if (peek() != ':' || starts_with("::")) return fail("expected `:` and the second result of the conditional", p_);
  ++p_;
  height = std::max(height, height_);
  const Expression* when_false = parse_expression();
  if (when_false == nullptr || !grow(height, height_, start)) return nullptr;
  auto* made = node<Conditional>(ExpressionKind::conditional, start);
  made->condition = condition;
  made->when_true = when_true;
  made->when_false = when_false;
  made->end = when_false->end;
  return made;
}

// Levels, loosest first: || && (== !=) (> >= < <=) (+ -) (* / %). All are left-associative.
int Parser::read_operator(Operator& op) {
  char c = peek();
  char next = p_ + 1 < end_ ? p_[1] : '\0';
  operator_length_ = 1;
  switch (c) {
    case '|': operator_length_ = 2; op = Operator::logical_or; return next == '|' ? 1 : 0;
    case '&': operator_length_ = 2; op = Operator::logical_and; return next == '&' ? 2 : 0;
    case '=': operator_length_ = 2; op = Operator::equal; return next == '=' ? 3 : 0;
    case '!': operator_length_ = 2; op = Operator::not_equal; return next == '=' ? 3 : 0;
    case '>':
      op = next == '=' ? Operator::greater_equal : Operator::greater;
      operator_length_ = next == '=' ? 2 : 1;
      return 4;
    case '<':
      op = next == '=' ? Operator::less_equal : Operator::less;
      operator_length_ = next == '=' ? 2 : 1;
      return 4;
    case '+': op = Operator::add; return 5;
    case '-': op = Operator::subtract; return 5;
    case '*': op = Operator::multiply; return 6;
    case '/': op = Operator::divide; return 6;
    case '%': op = Operator::modulo; return 6;
    default: return 0;
  }
}

const Expression* Parser::parse_binary(int level) {
  peek();
  const char* start = p_;
  const Expression* left = parse_operand();
  if (left == nullptr) return nullptr;
  for (;;) {
    Operator op{};
    int found = read_operator(op);
    if (found < level || found == 0) return left;
    p_ += operator_length_;
    int height = height_;
    const Expression* right = parse_binary(found + 1);
    if (right == nullptr || !grow(height, height_, start)) return nullptr;
    auto* made = node<Binary>(ExpressionKind::binary, start);
    made->op = op;
    made->left = left;
    made->right = right;
    made->end = right->end;
    left = made;
  }
}

const Expression* Parser::parse_operand() {
  const Expression* term = parse_term();
  return term == nullptr ? nullptr : parse_traversals(term);
}

const Expression* Parser::parse_traversals(const Expression* source) {
  const char* start = p_;
  while (source != nullptr) {
    char c = peek();
    if (c == '.' && !starts_with("...")) {
      source = parse_dot(source);
    } else if (c == '[') {
      source = parse_bracket(source);
    } else {
      return source;
    }
    if (source != nullptr && !grow(height_, 0, start)) return nullptr;
  }
  return nullptr;
}

const Expression* Parser::parse_dot(const Expression* source) {
  ++p_;
  char c = peek();
  const char* name_start = p_;
  if (c == '*') {
    ++p_;
    return parse_attribute_splat(source);
  }
  std::string_view name;
  if (identifier_starts()) {
    name = read_identifier();
  } else if (c >= '0' && c <= '9') {
    name = read_number();
    // `x.0.1` would read as x[0.1]; the reference implementation rejects it rather than guess.
    if (name.find('.') != std::string_view::npos) return fail("write indexes in brackets: `.0.1` is ambiguous", name_start, p_);
  } else {
    return fail("expected an attribute name after `.`", p_);
  }
  auto* made = arena_.make<AttributeAccess>();
  made->kind = ExpressionKind::attribute;
  made->begin = source->begin;
  made->end = at(p_);
  made->source = source;
  made->name = name;
  made->name_begin = at(name_start);
  return made;
}

// x.*.a.b: only names and legacy indexes belong to the splat; a bracket after it indexes the result.
const Expression* Parser::parse_attribute_splat(const Expression* source) {
  auto* element = node<Variable>(ExpressionKind::variable, p_);
  const Expression* each = element;
  int height = height_;
  height_ = 1;
  while (peek() == '.' && !starts_with("...")) {
    const char* dot = p_;
    ++p_;
    if (peek() == '*') return fail("a splat inside an attribute-only splat is not allowed; use [*]", p_);
    p_ = dot;
    each = parse_dot(each);
    if (each == nullptr || !grow(height_, 0, dot)) return nullptr;
  }
  auto* made = arena_.make<Splat>();
  made->kind = ExpressionKind::splat;
  made->begin = source->begin;
  made->end = at(p_);
  if (each != element) made->end = each->end;
  made->source = source;
  made->each = each;
  return grow(height, height_, p_) ? made : nullptr;
}

const Expression* Parser::parse_bracket(const Expression* source) {
  const char* open = p_++;
  int height = height_;
  if (peek() == '*') {
    ++p_;
    if (peek() != ']') return fail("expected `]` after `[*`", p_);
    ++p_;
    Depth depth(*this);
    if (too_deep(open)) return nullptr;
    height_ = 1;
    const char* after = p_;
    const Expression* each = parse_traversals(node<Variable>(ExpressionKind::variable, p_));
    if (each == nullptr || !grow(height, height_, open)) return nullptr;
    auto* made = arena_.make<Splat>();
    made->kind = ExpressionKind::splat;
    made->begin = source->begin;
    made->end = std::max(each->end, at(after));
    made->source = source;
    made->each = each;
    made->full = true;
    return made;
  }
  bool outer = std::exchange(newlines_, false);
  const Expression* key = parse_expression();
  if (key == nullptr) return nullptr;
  if (peek() != ']') return fail("expected `]` after the index", p_);
  ++p_;
  newlines_ = outer;
  if (!grow(height, height_, open)) return nullptr;
  auto* made = arena_.make<IndexAccess>();
  made->kind = ExpressionKind::index;
  made->begin = source->begin;
  made->end = at(p_);
  made->source = source;
  made->key = key;
  return made;
}

const Expression* Parser::parse_term() {
  char c = peek();
  height_ = 1;
  switch (c) {
    case '"': return parse_quoted();
    case '(': return parse_parentheses();
    case '[': return parse_tuple();
    case '{': return parse_object();
    case '-': return parse_unary(Operator::negate);
    case '!': return parse_unary(Operator::logical_not);
    case '<':
      if (starts_with("<<")) return parse_heredoc();
      break;
    default: break;
  }
  if (identifier_starts()) return parse_name();
  if (c < '0' || c > '9') return fail(p_ == end_ || c == '\n' ? "an expression is missing" : "expected an expression", p_);
  const char* start = p_;
  std::string_view text = read_number();
  auto exponent = text.find_first_of("eE");
  auto dot = text.find('.');
  bool bad = dot != std::string_view::npos && (text.find('.', dot + 1) != std::string_view::npos || dot > exponent ||
                                               dot + 1 == exponent);
  if (exponent != std::string_view::npos && text.find_first_of("eE", exponent + 1) != std::string_view::npos) bad = true;
  if (bad) return fail("this is not a number", start, p_);
  auto* made = node<NumberLiteral>(ExpressionKind::number_literal, start);
  made->text = text;
  return made;
}

const Expression* Parser::parse_name() {
  const char* start = p_;
  std::string_view name = read_identifier();
  const char* name_end = p_;
  char c = peek();
  if (c == '(' || (c == ':' && starts_with("::"))) return parse_call(name, start);
  p_ = name_end;
  if (name == "true" || name == "false") {
    auto* made = node<BoolLiteral>(ExpressionKind::bool_literal, start);
    made->value = name == "true";
    return made;
  }
  if (name == "null") return node<NullLiteral>(ExpressionKind::null_literal, start);
  auto* made = node<Variable>(ExpressionKind::variable, start);
  made->name = name;
  return made;
}

const Expression* Parser::parse_unary(Operator op) {
  const char* start = p_++;
  Depth depth(*this);
  if (too_deep(start)) return nullptr;
  const Expression* operand = parse_operand();
  if (operand == nullptr || !grow(height_, 0, start)) return nullptr;
  auto* made = node<Unary>(ExpressionKind::unary, start);
  made->op = op;
  made->operand = operand;
  made->end = operand->end;
  return made;
}

const Expression* Parser::parse_parentheses() {
  const char* start = p_++;
  bool outer = std::exchange(newlines_, false);
  const Expression* inner = parse_expression();
  if (inner == nullptr) return nullptr;
  if (peek() != ')') return fail("expected `)`", p_);
  ++p_;
  newlines_ = outer;
  auto* made = node<Parentheses>(ExpressionKind::parentheses, start);
  made->inner = inner;
  return made;
}

}  // namespace bulkhead::hcl
