// Calls, tuples, objects and for expressions.
#include "parsers/hcl/parser.h"

namespace bulkhead::hcl {

// name, or provider::x::name, which becomes one text.
std::string_view Parser::read_call_name(std::string_view name, const char* start) {
  std::string joined;
  while (starts_with("::")) {
    p_ += 2;
    peek();
    if (!identifier_starts()) {
      fail("expected a name after `::`", p_);
      return {};
    }
    if (joined.empty()) joined = name;
    joined += "::";
    joined += read_identifier();
    peek();
  }
  if (p_ == end_ || *p_ != '(') {
    fail("expected `(` after the function's name", start, p_);
    return {};
  }
  return joined.empty() ? name : arena_.copy(std::string_view(joined));
}

const Expression* Parser::parse_call(std::string_view name, const char* start) {
  const char* name_end = start + name.size();
  bool qualified = *p_ == ':';
  name = read_call_name(name, start);
  if (name.empty()) return nullptr;
  if (qualified) name_end = p_;
  ++p_;
  bool outer = std::exchange(newlines_, false);
  std::size_t mark = expressions_.size();
  int height = 0;
  bool expand = false;
  while (peek() != ')') {
    const Expression* argument = parse_expression();
    if (argument == nullptr) return nullptr;
    expressions_.push_back(argument);
    height = std::max(height, height_);
    peek();
    if (starts_with("...")) {
      p_ += 3;
      expand = true;
      if (peek() != ')') return fail("the expanded argument must be the last one", p_);
      break;
    }
    if (p_ != end_ && *p_ == ',') {
      ++p_;
    } else if (p_ == end_ || *p_ != ')') {
      return fail("expected `,` or `)` in the arguments", p_);
    }
  }
  ++p_;
  newlines_ = outer;
  if (!grow(height, 0, start)) return nullptr;
  auto* made = node<Call>(ExpressionKind::call, start);
  made->name = name;
  made->name_end = at(name_end);
  made->arguments = take(expressions_, mark);
  made->expand_last = expand;
  return made;
}

const Expression* Parser::parse_tuple() {
  const char* start = p_++;
  bool outer = std::exchange(newlines_, false);
  if (keyword("for")) {
    const Expression* made = parse_for(start, ']');
    newlines_ = outer;
    return made;
  }
  std::size_t mark = expressions_.size();
  int height = 0;
  while (peek() != ']') {
    const Expression* item = parse_expression();
    if (item == nullptr) return nullptr;
    expressions_.push_back(item);
    height = std::max(height, height_);
    char c = peek();
    if (c == ',') {
      ++p_;
    } else if (c != ']') {
      return fail("expected `,` or `]` in the list", p_);
    }
  }
  ++p_;
  newlines_ = outer;
  if (!grow(height, 0, start)) return nullptr;
  auto* made = node<Tuple>(ExpressionKind::tuple, start);
  made->items = take(expressions_, mark);
  return made;
}

// Newlines separate an object's items but are ignored in a for expression, so the keyword is looked for first.
bool Parser::object_is_for() {
  const char* start = p_;
  bool outer = std::exchange(newlines_, false);
  bool found = keyword("for");
  newlines_ = outer;
  if (found) return true;
  p_ = start;
  return false;
}

const Expression* Parser::parse_object() {
  const char* start = p_++;
  bool outer = newlines_;
  if (object_is_for()) {
    newlines_ = false;
    const Expression* made = parse_for(start, '}');
    newlines_ = outer;
    return made;
  }
  newlines_ = true;
  std::size_t mark = object_items_.size();
  int height = 0;
  for (;;) {
    while (peek() == '\n' || (p_ != end_ && *p_ == '\r' && at_line_end())) eat_newline();
    if (p_ != end_ && *p_ == '}') break;
    if (!parse_object_item()) return nullptr;
    height = std::max(height, height_);
    if (peek() == '}') break;
    if (p_ != end_ && *p_ == ',') {
      ++p_;
    } else if (p_ != end_ && at_line_end()) {
      eat_newline();
    } else {
      return fail("expected a newline, `,` or `}` after the object's item", p_);
    }
  }
  ++p_;
  newlines_ = outer;
  if (!grow(height, 0, start)) return nullptr;
  auto* made = node<Object>(ExpressionKind::object, start);
  made->items = take(object_items_, mark);
  return made;
}

bool Parser::parse_object_item() {
  const char* start = p_;
  const Expression* key = parse_expression();
  if (key == nullptr) return false;
  int height = height_;
  bool literal = key->kind == ExpressionKind::variable || key->kind == ExpressionKind::bool_literal ||
                 key->kind == ExpressionKind::null_literal;
  if (literal) {
    auto* name = node<Template>(ExpressionKind::template_expr, start);
    name->begin = key->begin;
    name->end = key->end;
    TemplatePart part;
    part.begin = key->begin;
    part.end = key->end;
    part.text = std::string_view(begin_ + (key->begin - base_), key->end - key->begin);
    name->parts = {arena_.make<TemplatePart>(part), 1};
    key = name;
  }
  char c = peek();
  if ((c != '=' && c != ':') || starts_with("==") || starts_with("=>") || starts_with("::")) {
    fail("expected `=` or `:` and a value after the key", p_);
    return false;
  }
  ++p_;
  const Expression* value = parse_expression();
  if (value == nullptr) return false;
  object_items_.push_back({key, value});
  height_ = std::max(height, height_);
  return true;
}

bool Parser::parse_for_names(std::string_view& key_name, std::string_view& value_name) {
  peek();
  if (!identifier_starts()) {
    fail("expected a variable name after `for`", p_);
    return false;
  }
  value_name = read_identifier();
  if (peek() == ',') {
    ++p_;
    peek();
    if (!identifier_starts()) {
      fail("expected a second variable name after `,`", p_);
      return false;
    }
    key_name = value_name;
    value_name = read_identifier();
  }
  if (keyword("in")) return true;
  fail("expected `in` after the names", p_);
  return false;
}

const Expression* Parser::parse_for(const char* start, char close) {
  ForExpr made{};
  made.kind = ExpressionKind::for_expr;
  if (!parse_for_names(made.key_name, made.value_name)) return nullptr;
  made.collection = parse_expression();
  if (made.collection == nullptr) return nullptr;
  int height = height_;
  if (peek() != ':' || starts_with("::")) return fail("expected `:` after the collection", p_);
  ++p_;
  made.value = parse_expression();
  if (made.value == nullptr) return nullptr;
  height = std::max(height, height_);
  peek();
  if (starts_with("=>")) {
    p_ += 2;
    made.key = std::exchange(made.value, parse_expression());
    if (made.value == nullptr) return nullptr;
    height = std::max(height, height_);
  }
  if (!finish_for(made, start, close) || !grow(std::max(height, height_), 0, start)) return nullptr;
  made.begin = at(start);
  made.end = at(p_);
  return arena_.make<ForExpr>(made);
}

bool Parser::finish_for(ForExpr& made, const char* start, char close) {
  peek();
  if (starts_with("...")) {
    p_ += 3;
    made.grouping = true;
  }
  if (keyword("if")) {
    made.condition = parse_expression();
    if (made.condition == nullptr) return false;
  }
  if (peek() != close || p_ == end_) {
    fail("the for expression does not end here", p_);
    return false;
  }
  ++p_;
  std::string_view wrong;
  if (close == ']' && made.key != nullptr) wrong = "a for expression in brackets takes no key";
  if (close == ']' && made.grouping) wrong = "grouping (...) is only for object results";
  if (close == '}' && made.key == nullptr) wrong = "a for expression in braces needs a key and `=>`";
  if (wrong.empty()) return true;
  fail(wrong, start, p_);
  return false;
}

}  // namespace bulkhead::hcl
