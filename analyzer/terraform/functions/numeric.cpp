// Numbers.
#include <cmath>

#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

template <Rounding rounding>
Value round_number(FunctionCall& call) {
  Value x;
  return call.number(0, x) ? call.exact(rounded(x, rounding, call.run.arena)) : call.unknown();
}

Value absolute(FunctionCall& call) {
  Value x;
  if (!call.number(0, x)) return call.unknown();
  return call.exact(compare_numbers(x, Value::integer(0)) < 0 ? negated(x, call.run.arena) : x);
}

Value signum(FunctionCall& call) {
  std::int64_t x;
  return call.integer(0, x) ? call.integer_value(x > 0 ? 1 : x < 0 ? -1 : 0) : call.unknown();
}

Value logarithm(FunctionCall& call) {
  double x, base;
  if (!call.number(0, x) || !call.number(1, base)) return call.unknown();
  double result = std::log(x) / std::log(base);
  return std::isfinite(result) ? call.number_value(result) : call.fail("the logarithm is not a number");
}

Value power(FunctionCall& call) {
  double x, y;
  if (!call.number(0, x) || !call.number(1, y)) return call.unknown();
  double result = std::pow(x, y);
  return std::isfinite(result) ? call.number_value(result) : call.fail("the result is not a number");
}

template <bool largest>
Value extreme(FunctionCall& call) {
  Value best;
  for (std::size_t i = 0; i < call.count(); ++i) {
    Value x;
    if (!call.number(i, x)) return call.unknown();
    int order = best.is_missing() ? 0 : compare_numbers(x, best);
    if (best.is_missing() || (largest ? order > 0 : order < 0)) best = x;
  }
  return best;
}

Value parse_integer(FunctionCall& call) {
  std::string_view text;
  std::int64_t base;
  if (!call[0].is_string()) return call.fail("the first argument must be a string");
  if (!call.text(0, text) || !call.integer(1, base)) return call.unknown();
  if (base < 2 || base > 62) return call.fail("the base must be between 2 and 62");
  Value whole = whole_from(text, static_cast<int>(base), call.run.arena);
  return whole.is_missing() ? call.fail("this is not a whole number in base " + std::to_string(base)) : call.exact(whole);
}

constexpr Function kFunctions[] = {
    {"abs", absolute, 1, 1},
    {"ceil", round_number<Rounding::up>, 1, 1},
    {"floor", round_number<Rounding::down>, 1, 1},
    {"log", logarithm, 2, 2},
    {"max", extreme<true>, 1, kAny},
    {"min", extreme<false>, 1, kAny},
    {"parseint", parse_integer, 2, 2},
    {"pow", power, 2, 2},
    {"signum", signum, 1, 1},
};

}  // namespace

std::span<const Function> numeric_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
