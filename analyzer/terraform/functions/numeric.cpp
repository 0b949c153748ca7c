// Numbers.
#include <cmath>

#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

template <double (*F)(double)>
Value rounded(FunctionCall& call) {
  double x;
  return call.number(0, x) ? call.number_value(F(x)) : call.unknown();
}

Value absolute(FunctionCall& call) {
  double x;
  if (!call.number(0, x)) return call.unknown();
  Value exact = to_number_value(call[0]);
  return exact.is_integer() && exact.as_integer() != INT64_MIN ? call.integer_value(std::abs(exact.as_integer())) : call.number_value(std::fabs(x));
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
  const Value* best = nullptr;
  double bound = 0;
  for (std::size_t i = 0; i < call.count(); ++i) {
    double x;
    if (!call.number(i, x)) return call.unknown();
    if (best == nullptr || (largest ? x > bound : x < bound)) {
      best = &call[i];
      bound = x;
    }
  }
  return to_number_value(*best);
}

Value parse_integer(FunctionCall& call) {
  std::string_view text;
  std::int64_t base;
  if (!call[0].is_string()) return call.fail("the first argument must be a string");
  if (!call.text(0, text) || !call.integer(1, base)) return call.unknown();
  if (base < 2 || base > 62) return call.fail("the base must be between 2 and 62");
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return call.fail("this is not a whole number");
  double value = 0;
  std::int64_t exact = 0;
  bool fits = true;
  for (char c : text) {
    int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + (base > 36 ? 36 : 10) : 99;
    if (digit >= base) return call.fail("this is not a whole number in base " + std::to_string(base));
    value = value * static_cast<double>(base) + digit;
    fits = fits && !__builtin_mul_overflow(exact, base, &exact) && !__builtin_add_overflow(exact, digit, &exact);
  }
  return fits ? call.integer_value(negative ? -exact : exact) : call.number_value(negative ? -value : value);
}

constexpr Function kFunctions[] = {
    {"abs", absolute, 1, 1},
    {"ceil", rounded<std::ceil>, 1, 1},
    {"floor", rounded<std::floor>, 1, 1},
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
