// Syntax tree of a CEL expression.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/cel/lexer.h"

namespace bulkhead::cel {

struct Function;   // analyzer/cel/functions.h

enum class Op : unsigned char {
  null_literal, boolean, integer, decimal, string, list, map,
  name,          // variable, or member of `node`
  member,        // a.b
  has,           // has(a.b)
  index,         // a[b]
  call,          // function(arguments) and receiver.function(arguments)
  conditional, either, both, negate, minus,
  add, subtract, multiply, divide, modulo,
  equal, not_equal, less, less_equal, greater, greater_equal, in,
  all, exists, exists_one, transform, filter,   // macros: children are range, predicate(s); names in `variables`
};

/// One node. `either` and `both` hold any number of children, so that long chains stay flat.
struct Expression {
  Op op = Op::null_literal;
  std::uint32_t at = 0;                // byte offset in the text
  std::string text;                    // name, member, string
  std::int64_t integer = 0;            // integer; boolean as 0 or 1
  double decimal = 0;
  std::vector<std::string> variables;  // of a macro: one (element or key) or two (key or index, value)
  std::vector<Expression> children;    // map: key, value, key, value, …
  const Function* function = nullptr;
};

/// Limits on an expression's nesting and size; a larger one is a syntax error.
inline constexpr int kMaxNesting = 100;
inline constexpr std::size_t kMaxNodes = 2000;

/// Parses one expression and resolves its functions. On error the tree is meaningless.
Expression parse_expression(std::string_view text, SyntaxError& error);

}  // namespace bulkhead::cel
