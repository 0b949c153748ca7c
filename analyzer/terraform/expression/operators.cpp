// Operators (HCL native syntax specification, "Operations") and the conditional.
#include "analyzer/terraform/expression/evaluator.h"
#include "analyzer/terraform/expression/perhaps.h"

namespace bulkhead::terraform {
namespace {

constexpr std::uint32_t op_bit(hcl::Operator op) { return 1u << static_cast<unsigned>(op); }

bool is_equality(hcl::Operator op) { return op == hcl::Operator::equal || op == hcl::Operator::not_equal; }
bool is_comparison(hcl::Operator op) {
  return (op_bit(op) & (op_bit(hcl::Operator::greater) | op_bit(hcl::Operator::greater_equal) | op_bit(hcl::Operator::less) |
                        op_bit(hcl::Operator::less_equal))) != 0;
}

bool holds(hcl::Operator op, int order) {
  switch (op) {
    case hcl::Operator::greater: return order > 0;
    case hcl::Operator::greater_equal: return order >= 0;
    case hcl::Operator::less: return order < 0;
    default: return order <= 0;
  }
}

Arithmetic arithmetic_of(hcl::Operator op) {
  switch (op) {
    case hcl::Operator::add: return Arithmetic::add;
    case hcl::Operator::subtract: return Arithmetic::subtract;
    case hcl::Operator::multiply: return Arithmetic::multiply;
    case hcl::Operator::divide: return Arithmetic::divide;
    default: return Arithmetic::modulo;
  }
}

}  // namespace

Value Evaluator::computed(Value value, const hcl::Expression& e, const Value& a, const Value& b) {
  const Origin* via = a.origin();
  // What came by reference says more than a literal beside it.
  if (via == nullptr || (via->kind == Origin::Kind::written && b.origin() && b.origin()->kind != Origin::Kind::written)) via = b.origin();
  value = value.with_origin(origin(Origin::Kind::computed, span(e), via));
  return a.sensitive() || b.sensitive() ? value.as_sensitive() : value;
}

Value Evaluator::unary(const hcl::Unary& e) {
  Value operand = evaluate(*e.operand);
  if (operand.is_unknown()) return computed(unknown(operand.unknown()->cause, {}, nullptr), e, operand, operand);
  if (operand.is_absent()) return fail(e, "the operand is null");
  if (e.op == hcl::Operator::logical_not) {
    Value boolean = to_boolean_value(operand);
    if (!boolean.is_boolean()) return fail(e, "`!` needs a boolean");
    return computed(Value::boolean(!boolean.as_boolean()), e, operand, operand);
  }
  Value number = to_number_value(operand);
  if (!number.is_number()) return fail(e, "`-` needs a number");
  return computed(negated(number, run_.arena), e, operand, operand);
}

Value Evaluator::binary(const hcl::Binary& e) {
  if (e.op == hcl::Operator::logical_and || e.op == hcl::Operator::logical_or) return logical(e);
  Value left = evaluate(*e.left), right = evaluate(*e.right);
  if (is_equality(e.op)) {
    Tri equal = equal_values(left, right);
    if (equal.unknown()) {
      const Value* cause = first_unknown(left);
      if (cause == nullptr) cause = first_unknown(right);
      auto why = cause && cause->unknown() ? cause->unknown()->cause : UnknownInfo::Cause::other;
      return computed(unknown(why, {}, nullptr), e, left, right);
    }
    return computed(Value::boolean(equal.yes() == (e.op == hcl::Operator::equal)), e, left, right);
  }
  if (left.is_unknown() || right.is_unknown()) {
    const Value& cause = left.is_unknown() ? left : right;
    return computed(unknown(cause.unknown()->cause, {}, nullptr), e, left, right);
  }
  if (left.is_absent() || right.is_absent()) return fail(e, "an operand is null");
  return arithmetic(e, left, right);
}

Value Evaluator::arithmetic(const hcl::Binary& e, const Value& left, const Value& right) {
  Value a = to_number_value(left), b = to_number_value(right);
  if (!a.is_number() || !b.is_number()) return fail(e, "this operator needs numbers");
  if (is_comparison(e.op)) return computed(Value::boolean(holds(e.op, compare_numbers(a, b))), e, left, right);
  bool divides = e.op == hcl::Operator::divide || e.op == hcl::Operator::modulo;
  if (divides && b.as_number() == 0) return fail(e, "division by zero");
  Value result = terraform::arithmetic(arithmetic_of(e.op), a, b, run_.arena);
  return result.is_missing() ? fail(e, "the result is too large") : computed(result, e, left, right);
}

// Kleene: a false decides `&&` and a true decides `||`, whatever the other side is, even an error.
Value Evaluator::logical(const hcl::Binary& e) {
  bool decisive = e.op == hcl::Operator::logical_or;
  std::size_t before = run_.diagnostics.size();
  Value left_value = evaluate(*e.left);
  // A null counts as false where a false decides, as the reference has it.
  Value left = left_value.is_absent() && !decisive ? Value::boolean(false) : to_boolean_value(left_value);
  if (left.is_boolean() && left.as_boolean() == decisive) return computed(Value::boolean(decisive), e, left_value, left_value);
  std::size_t middle = run_.diagnostics.size();
  Value right_value = evaluate(*e.right);
  Value right = right_value.is_absent() && !decisive ? Value::boolean(false) : to_boolean_value(right_value);
  if (right.is_boolean() && right.as_boolean() == decisive) {
    if (run_.steps_left != 0) run_.diagnostics.resize(before);
    return computed(Value::boolean(decisive), e, right_value, right_value);
  }
  if (left.is_missing() || right.is_missing()) return fail(e, "`&&` and `||` need booleans");
  if (left.is_boolean() && right.is_boolean()) return computed(Value::boolean(!decisive), e, left_value, right_value);
  if (left.is_unknown() && middle == before && run_.steps_left != 0) run_.diagnostics.resize(middle);
  Value result = computed(unknown((left.is_unknown() ? left : right).unknown()->cause, {}, nullptr), e, left_value, right_value);
  Value one = to_boolean_value(if_it_holds(left)), other = to_boolean_value(if_it_holds(right));
  if (!one.is_boolean() || !other.is_boolean()) return result;
  return with_perhaps(result, Value::boolean(decisive ? one.as_boolean() || other.as_boolean() : one.as_boolean() && other.as_boolean()), run_.arena);
}

Value Evaluator::conditional(const hcl::Conditional& e) {
  Value given = evaluate(*e.condition);
  if (given.is_absent()) return fail(*e.condition, "the condition is null");
  Value condition = to_boolean_value(given);
  if (condition.is_missing()) return fail(*e.condition, "the condition must be a boolean");
  if (condition.is_unknown()) {
    std::size_t before = run_.diagnostics.size();
    Value yes = evaluate(*e.when_true), no = evaluate(*e.when_false);
    if (run_.steps_left != 0) run_.diagnostics.resize(before);
    if (equal_values(yes, no).yes()) return given.sensitive() ? yes.as_sensitive() : yes;
    Value result = computed(unknown(condition.unknown()->cause, {}, nullptr), e, given, given);
    Value holds = to_boolean_value(if_it_holds(condition));
    if (holds.is_boolean()) return with_perhaps(result, if_it_holds(holds.as_boolean() ? yes : no), run_.arena);
    if (is_nothing(yes) == is_nothing(no)) return result;
    return with_perhaps(result, if_it_holds(is_nothing(yes) ? no : yes), run_.arena);
  }
  const hcl::Expression& chosen = condition.as_boolean() ? *e.when_true : *e.when_false;
  const hcl::Expression& other = condition.as_boolean() ? *e.when_false : *e.when_true;
  Value value = evaluate(chosen);
  if (!value.is_absent() && !value.is_unknown()) {
    // Both results have one type: a string on the other side makes this one a string.
    std::size_t before = run_.diagnostics.size();
    Value both[] = {value, evaluate(other)};
    if (run_.steps_left != 0) run_.diagnostics.resize(before);
    if (!unify(both, run_.arena)) return fail(e, "the two results have different types");
    value = both[0];
  }
  return given.sensitive() ? value.as_sensitive() : value;
}

}  // namespace bulkhead::terraform
