#include <algorithm>
#include <array>
#include <utility>

#include "analyzer/cel/expression.h"
#include "analyzer/cel/functions.h"

namespace bulkhead::cel {
namespace {

struct Infix {
  std::string_view symbol;
  int precedence;
  Op op;
};
// cel-spec "Syntax": the higher, the tighter.
constexpr std::array kInfix = {
    Infix{"||", 1, Op::either},     Infix{"&&", 2, Op::both},          Infix{"==", 3, Op::equal},
    Infix{"!=", 3, Op::not_equal},  Infix{"<", 3, Op::less},           Infix{"<=", 3, Op::less_equal},
    Infix{">", 3, Op::greater},     Infix{">=", 3, Op::greater_equal}, Infix{"in", 3, Op::in},
    Infix{"+", 4, Op::add},         Infix{"-", 4, Op::subtract},       Infix{"*", 5, Op::multiply},
    Infix{"/", 5, Op::divide},      Infix{"%", 5, Op::modulo},
};

constexpr std::string_view kReserved[] = {"as",    "break", "const", "continue", "else",      "for",    "function", "if",
                                          "import", "in",   "let",   "loop",     "namespace", "package", "return",  "var",
                                          "void",  "while"};

class Parser {
 public:
  Parser(std::vector<Token> tokens, SyntaxError& error) : tokens_(std::move(tokens)), error_(error) {}

  Expression run() {
    Expression result = expression();
    if (ok() && current().kind != TokenKind::end) fail("unexpected '" + describe(current()) + "'");
    return result;
  }

 private:
  bool ok() const { return error_.message.empty(); }
  const Token& current() const { return tokens_[at_]; }
  bool is(std::string_view symbol) const {
    return current().kind == TokenKind::symbol && current().text == symbol;
  }
  bool is_word(std::string_view word) const {
    return current().kind == TokenKind::identifier && current().text == word;
  }
  void advance() { if (at_ + 1 < tokens_.size()) ++at_; }
  bool accept(std::string_view symbol) {
    if (!ok() || !is(symbol)) return false;
    advance();
    return true;
  }
  void expect(std::string_view symbol) {
    if (ok() && !accept(symbol)) fail("expected '" + std::string(symbol) + "' before " + describe(current()));
  }
  void fail(std::string message) { fail(std::move(message), current().at); }
  void fail(std::string message, std::uint32_t at) {
    if (ok()) error_ = {std::move(message), at};
  }
  static std::string describe(const Token& token) {
    if (token.kind == TokenKind::end) return "the end of the expression";
    return token.kind == TokenKind::string ? "a string" : token.text.empty() ? "a number" : token.text;
  }
  Expression make(Op op, std::uint32_t at) {
    if (++nodes_ > kMaxNodes) fail("expression too large");
    Expression node;
    node.op = op;
    node.at = at;
    return node;
  }

  Expression expression() {
    if (++depth_ > kMaxNesting) fail("expression nested too deeply");
    Expression result = ok() ? infix(1) : Expression{};
    if (accept("?")) {
      Expression choice = make(Op::conditional, result.at);
      choice.children.push_back(std::move(result));
      choice.children.push_back(infix(1));
      expect(":");
      choice.children.push_back(expression());
      result = std::move(choice);
    }
    --depth_;
    return result;
  }

  const Infix* infix_here(int minimum) const {
    if (current().kind != TokenKind::symbol && !is_word("in")) return nullptr;
    for (const Infix& infix : kInfix)
      if (infix.symbol == current().text && infix.precedence >= minimum) return &infix;
    return nullptr;
  }

  Expression infix(int minimum) {
    Expression left = unary();
    while (ok()) {
      const Infix* found = infix_here(minimum);
      if (!found) break;
      std::uint32_t at = current().at;
      advance();
      Expression right = infix(found->precedence + 1);
      bool joins = (found->op == Op::either || found->op == Op::both) && left.op == found->op;
      if (joins) {
        left.children.push_back(std::move(right));
        continue;
      }
      Expression node = make(found->op, at);
      node.children.push_back(std::move(left));
      node.children.push_back(std::move(right));
      left = std::move(node);
    }
    return left;
  }

  Expression unary() {
    std::uint32_t at = current().at;
    for (auto [symbol, op] : {std::pair{std::string_view("!"), Op::negate}, std::pair{std::string_view("-"), Op::minus}}) {
      if (!is(symbol)) continue;
      if (++depth_ > kMaxNesting) fail("expression nested too deeply");
      advance();
      Expression node = make(op, at);
      node.children.push_back(ok() ? unary() : Expression{});
      --depth_;
      return node;
    }
    return postfix(primary());
  }

  Expression postfix(Expression value) {
    while (ok()) {
      std::uint32_t at = current().at;
      if (accept(".")) {
        if (current().kind != TokenKind::identifier) {
          fail("expected a member name after '.'");
          return value;
        }
        std::string name = current().text;
        at = current().at;
        advance();
        value = accept("(") ? call(std::move(name), &value, at) : member(std::move(value), std::move(name), at);
      } else if (accept("[")) {
        Expression node = make(Op::index, at);
        node.children.push_back(std::move(value));
        node.children.push_back(expression());
        expect("]");
        value = std::move(node);
      } else {
        break;
      }
    }
    return value;
  }

  Expression member(Expression value, std::string name, std::uint32_t at) {
    Expression node = make(Op::member, at);
    node.text = std::move(name);
    node.children.push_back(std::move(value));
    return node;
  }

  Expression primary() {
    Token token = current();
    Expression node = make(Op::null_literal, token.at);
    switch (token.kind) {
      case TokenKind::integer: node.op = Op::integer; node.integer = token.integer; advance(); return node;
      case TokenKind::decimal: node.op = Op::decimal; node.decimal = token.decimal; advance(); return node;
      case TokenKind::string: node.op = Op::string; node.text = token.text; advance(); return node;
      case TokenKind::identifier: return name();
      case TokenKind::symbol: return bracketed();
      case TokenKind::end: fail("the expression ends too early"); return node;
    }
    return node;
  }

  Expression name() {
    Token token = current();
    Expression node = make(Op::name, token.at);
    if (token.text == "true" || token.text == "false") {
      node.op = Op::boolean;
      node.integer = token.text == "true";
    } else if (token.text == "null") {
      node.op = Op::null_literal;
    } else if (std::ranges::find(kReserved, token.text) != std::end(kReserved)) {
      fail("'" + token.text + "' is a reserved word");
    }
    node.text = token.text;
    advance();
    if (node.op == Op::name && accept("(")) return call(token.text, nullptr, token.at);
    return node;
  }

  Expression bracketed() {
    std::uint32_t at = current().at;
    if (accept("(")) {
      Expression inner = expression();
      expect(")");
      return inner;
    }
    if (accept("[")) {
      Expression node = make(Op::list, at);
      node.children = items("]");
      return node;
    }
    if (accept("{")) return map(at);
    if (is(".")) {
      advance();
      if (current().kind == TokenKind::identifier) return name();
    }
    fail("unexpected '" + describe(current()) + "'");
    return {};
  }

  Expression map(std::uint32_t at) {
    Expression node = make(Op::map, at);
    while (ok() && !is("}")) {
      node.children.push_back(expression());
      expect(":");
      node.children.push_back(expression());
      if (!accept(",")) break;
    }
    expect("}");
    return node;
  }

  std::vector<Expression> items(std::string_view close) {
    std::vector<Expression> out;
    while (ok() && !is(close)) {
      out.push_back(expression());
      if (!accept(",")) break;
    }
    expect(close);
    return out;
  }

  Expression call(std::string name, Expression* receiver, std::uint32_t at) {
    std::vector<Expression> arguments = items(")");
    if (!ok()) return {};
    if (name == "has" && !receiver) return has(std::move(arguments), at);
    if (receiver && is_macro(name, arguments.size())) return macro(name, std::move(*receiver), std::move(arguments), at);
    if (receiver) arguments.insert(arguments.begin(), std::move(*receiver));
    Expression node = make(Op::call, at);
    node.text = std::move(name);
    node.function = find_function(node.text);
    if (!node.function) {
      std::string close = nearest_function(node.text);
      fail("there is no function '" + node.text + "'" + (close.empty() ? "" : "; did you mean '" + close + "'?"), at);
    } else if (arguments.size() < node.function->minimum || arguments.size() > node.function->maximum) {
      fail("'" + node.text + "' takes " + describe_arity(*node.function) + ", not " + std::to_string(arguments.size()), at);
    }
    node.children = std::move(arguments);
    return node;
  }

  static std::string describe_arity(const Function& function) {
    std::string low = std::to_string(function.minimum), high = std::to_string(function.maximum);
    return (low == high ? low : low + " to " + high) + " argument(s), the receiver counted";
  }

  Expression has(std::vector<Expression> arguments, std::uint32_t at) {
    if (arguments.size() != 1 || arguments[0].op != Op::member) {
      fail("has() takes one member access, such as has(node.field)", at);
      return {};
    }
    arguments[0].op = Op::has;
    return std::move(arguments[0]);
  }

  static bool is_macro(std::string_view name, std::size_t arguments) {
    bool known = name == "all" || name == "exists" || name == "exists_one" || name == "map" || name == "filter";
    return known && (arguments == 2 || arguments == 3);
  }

  /// range.all(x, p), range.all(k, v, p), …; map(x, p, t) filters by p first.
  Expression macro(std::string_view name, Expression range, std::vector<Expression> arguments, std::uint32_t at) {
    Op op = name == "all" ? Op::all : name == "exists" ? Op::exists : name == "exists_one" ? Op::exists_one
            : name == "map" ? Op::transform : Op::filter;
    Expression node = make(op, at);
    std::size_t names = arguments.size() == 3 && op != Op::transform ? 2 : 1;
    for (std::size_t i = 0; i < names; ++i) {
      if (arguments[i].op != Op::name) fail("the first argument of " + std::string(name) + "() is a variable's name", at);
      node.variables.push_back(arguments[i].text);
    }
    node.children.push_back(std::move(range));
    for (std::size_t i = names; i < arguments.size(); ++i) node.children.push_back(std::move(arguments[i]));
    return node;
  }

  std::vector<Token> tokens_;
  SyntaxError& error_;
  std::size_t at_ = 0, nodes_ = 0;
  int depth_ = 0;
};

}  // namespace

Expression parse_expression(std::string_view text, SyntaxError& error) {
  auto tokens = tokenize(text, error);
  if (!error.message.empty()) return {};
  return Parser(std::move(tokens), error).run();
}

}  // namespace bulkhead::cel
