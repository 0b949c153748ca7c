#include "analyzer/terraform/expression/number.h"

#include <mpfr.h>

#include <charconv>
#include <cmath>

namespace bulkhead::terraform {
namespace {

constexpr mpfr_prec_t kBits = 512;
constexpr std::size_t kMostDigits = 155;   // tell any two numbers of 512 bits apart
constexpr std::size_t kDoubleDigits = 15;  // a decimal of so many digits survives the way into a double and back
constexpr long kMaxExponent = 5000;

/// A number of MPFR for the time of one operation.
class Big {
 public:
  explicit Big(mpfr_prec_t bits = kBits) { mpfr_init2(number_, bits); }
  explicit Big(const Value& value) : Big() {
    if (value.is_integer()) mpfr_set_sj(number_, value.as_integer(), MPFR_RNDN);
    else mpfr_set_str(number_, std::string(number_text(value)).c_str(), 10, MPFR_RNDN);
  }
  ~Big() { mpfr_clear(number_); }
  Big(const Big&) = delete;
  Big& operator=(const Big&) = delete;
  mpfr_ptr get() { return number_; }
  mpfr_srcptr get() const { return number_; }

 private:
  mpfr_t number_;
};

/// Digits and where the decimal point stands: 0.DIGITS times ten to the power `point`.
struct Decimal {
  bool negative = false;
  std::string digits;   // no zeros at either end; empty for zero
  long point = 0;
};

Decimal digits_of(const Big& number, std::size_t count) {
  Decimal out;
  if (mpfr_zero_p(number.get())) return out;
  mpfr_exp_t point = 0;
  char* text = mpfr_get_str(nullptr, &point, 10, count, number.get(), MPFR_RNDN);
  out.negative = *text == '-';
  out.digits = text + (out.negative ? 1 : 0);
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  out.point = point;
  mpfr_free_str(text);
  return out;
}

std::string scientific(const Decimal& decimal) {
  return (decimal.negative ? "-0." : "0.") + decimal.digits + "e" + std::to_string(decimal.point);
}

/// The fewest digits that read back as the same number.
Decimal shortest(const Big& number) {
  if (mpfr_zero_p(number.get())) return {};
  std::size_t low = 1, high = kMostDigits;
  while (low < high) {
    std::size_t middle = (low + high) / 2;
    Big back(mpfr_get_prec(number.get()));
    mpfr_set_str(back.get(), scientific(digits_of(number, middle)).c_str(), 10, MPFR_RNDN);
    if (mpfr_equal_p(back.get(), number.get())) high = middle;
    else low = middle + 1;
  }
  return digits_of(number, low);
}

std::string plain(const Decimal& decimal) {
  if (decimal.digits.empty()) return "0";
  std::string out = decimal.negative ? "-" : "";
  auto size = static_cast<long>(decimal.digits.size());
  if (decimal.point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
  if (decimal.point >= size) return out + decimal.digits + std::string(static_cast<std::size_t>(decimal.point - size), '0');
  auto whole = static_cast<std::size_t>(decimal.point);
  return out + decimal.digits.substr(0, whole) + "." + decimal.digits.substr(whole);
}

/// The exact form that is cheapest to keep; missing when the number is none.
Value value_of(const Big& number, Arena& arena) {
  if (!mpfr_number_p(number.get())) return {};
  if (mpfr_integer_p(number.get()) && mpfr_fits_intmax_p(number.get(), MPFR_RNDN)) return Value::integer(mpfr_get_sj(number.get(), MPFR_RNDN));
  Decimal decimal = shortest(number);
  if (decimal.point > kMaxExponent) return {};
  if (decimal.point < -kMaxExponent) return Value::integer(0);
  std::string text = plain(decimal);
  if (decimal.digits.size() <= kDoubleDigits && std::abs(decimal.point) < 300) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return Value::number(value);
  }
  return Value::decimal(arena.copy(std::string_view(text)));
}

/// The decimal that a double stands for: its shortest text.
Decimal decimal_of(double value) {
  Decimal out;
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  auto exponent = text.find('e');
  for (char c : text.substr(0, exponent))
    if (c >= '0' && c <= '9') out.digits += c;
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  out.negative = value < 0;
  const char* power = buffer + exponent + 1;
  std::from_chars(*power == '+' ? power + 1 : power, end, out.point);
  ++out.point;
  return out;
}

/// Digits, fraction and exponent of a written number; false for anything else.
struct Written {
  std::size_t significant = 0;
  bool whole = true;
  long exponent = 0;
};
bool read(std::string_view text, Written& out) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::size_t digits = 0, i = 0;
  for (bool leading = true; i < text.size() && (text[i] == '.' || (text[i] >= '0' && text[i] <= '9')); ++i) {
    if (text[i] == '.') {
      if (!out.whole) return false;
      out.whole = false;
      continue;
    }
    ++digits;
    leading = leading && text[i] == '0';
    out.significant += !leading;
  }
  if (digits == 0 || i == text.size()) return digits > 0;
  if (text[i] != 'e' && text[i] != 'E') return false;
  out.whole = false;
  text.remove_prefix(i + 1);
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.starts_with("+")) return false;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out.exponent);
  if (error == std::errc::result_out_of_range) out.exponent = 2 * kMaxExponent;
  return stop == text.data() + text.size();
}

}  // namespace

std::string number_text(const Value& number) {
  if (number.is_integer()) return std::to_string(number.as_integer());
  if (std::string_view text = number.as_decimal_text(); !text.empty()) {
    Big exact;
    mpfr_set_str(exact.get(), std::string(text).c_str(), 10, MPFR_RNDN);
    return plain(shortest(exact));
  }
  double value = number.as_number();
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : value < 0 ? "-Inf" : "+Inf";   // as Go's big.Float writes them
  return plain(decimal_of(value));
}

std::string printed(const Value& number, char verb, int precision) {
  char format[] = {'%', '.', '*', 'R', verb, 0};
  char* text = nullptr;
  int size = mpfr_asprintf(&text, format, precision, Big(number).get());
  std::string out = size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
  mpfr_free_str(text);
  return out;
}

Value number_from(std::string_view text, const Origin* origin) {
  Written written;
  if (!read(text, written) || std::labs(written.exponent) > kMaxExponent) return {};
  if (text.starts_with('+')) text.remove_prefix(1);
  const char* end = text.data() + text.size();
  if (written.whole) {
    std::int64_t whole = 0;
    if (std::from_chars(text.data(), end, whole).ec == std::errc()) return Value::integer(whole, origin);
  } else if (written.significant <= kDoubleDigits && std::labs(written.exponent) < 250) {
    double value = 0;
    if (std::from_chars(text.data(), end, value).ec == std::errc() && (value == 0 || std::fabs(value) > 1e-290)) return Value::number(value, origin);
  }
  return Value::decimal(text, origin);
}

Value arithmetic(Arithmetic op, const Value& a, const Value& b, Arena& arena) {
  if (a.is_integer() && b.is_integer()) {
    std::int64_t x = a.as_integer(), y = b.as_integer(), out = 0;
    switch (op) {
      case Arithmetic::add: if (!__builtin_add_overflow(x, y, &out)) return Value::integer(out); break;
      case Arithmetic::subtract: if (!__builtin_sub_overflow(x, y, &out)) return Value::integer(out); break;
      case Arithmetic::multiply: if (!__builtin_mul_overflow(x, y, &out)) return Value::integer(out); break;
      case Arithmetic::divide:
        if (y == 0) return {};
        if (y != -1 && x % y == 0) return Value::integer(x / y);
        break;
      case Arithmetic::modulo:
        if (y == 0) return {};
        return Value::integer(y == -1 ? 0 : x % y);
    }
  }
  Big x(a), y(b), out;
  switch (op) {
    case Arithmetic::add: mpfr_add(out.get(), x.get(), y.get(), MPFR_RNDN); break;
    case Arithmetic::subtract: mpfr_sub(out.get(), x.get(), y.get(), MPFR_RNDN); break;
    case Arithmetic::multiply: mpfr_mul(out.get(), x.get(), y.get(), MPFR_RNDN); break;
    case Arithmetic::divide: mpfr_div(out.get(), x.get(), y.get(), MPFR_RNDN); break;
    case Arithmetic::modulo: mpfr_fmod(out.get(), x.get(), y.get(), MPFR_RNDN); break;
  }
  return value_of(out, arena);
}

Value negated(const Value& number, Arena& arena) {
  if (number.is_integer() && number.as_integer() != INT64_MIN) return Value::integer(-number.as_integer());
  if (!number.is_integer() && number.as_decimal_text().empty()) return Value::number(-number.as_number());
  Big out(number);
  mpfr_neg(out.get(), out.get(), MPFR_RNDN);
  return value_of(out, arena);
}

int compare_numbers(const Value& a, const Value& b) {
  if (a.is_integer() && b.is_integer()) return a.as_integer() < b.as_integer() ? -1 : a.as_integer() > b.as_integer();
  // No double is kept that a 64-bit integer could be, so rounding the integer decides nothing.
  if (a.as_decimal_text().empty() && b.as_decimal_text().empty())
    return a.as_number() < b.as_number() ? -1 : a.as_number() > b.as_number();
  Big x(a), y(b);
  int order = mpfr_cmp(x.get(), y.get());
  return order < 0 ? -1 : order > 0;
}

Value rounded(const Value& number, Rounding rounding, Arena& arena) {
  if (number.is_integer()) return number;
  Big out(number);
  if (rounding == Rounding::down) mpfr_floor(out.get(), out.get());
  if (rounding == Rounding::up) mpfr_ceil(out.get(), out.get());
  if (rounding == Rounding::to_zero) mpfr_trunc(out.get(), out.get());
  return value_of(out, arena);
}

bool is_whole(const Value& number) {
  if (number.is_integer()) return true;
  if (number.as_decimal_text().empty()) return number.as_number() == std::trunc(number.as_number());
  return mpfr_integer_p(Big(number).get()) != 0;
}

std::string whole_text(const Value& number, int base) {
  mpz_t whole;
  mpz_init(whole);
  mpfr_get_z(whole, Big(number).get(), MPFR_RNDZ);
  std::string text(mpz_sizeinbase(whole, base) + 2, '\0');
  mpz_get_str(text.data(), base, whole);
  mpz_clear(whole);
  text.resize(text.find('\0'));
  return text;
}

Value whole_from(std::string_view text, int base, Arena& arena) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > static_cast<std::size_t>(kMaxExponent)) return {};
  // GMP's digits above base 36 are upper case before lower case; Go's are lower case before upper case.
  std::string digits;
  for (char c : text) {
    bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
    int digit = c >= '0' && c <= '9' ? c - '0' : lower ? c - 'a' + 10 : upper ? c - 'A' + (base > 36 ? 36 : 10) : 99;
    if (digit >= base) return {};
    digits += base > 36 && lower ? static_cast<char>(c - 32) : base > 36 && upper ? static_cast<char>(c + 32) : c;
  }
  mpz_t whole;
  mpz_init_set_str(whole, digits.c_str(), base);
  if (negative) mpz_neg(whole, whole);
  Big exact(std::max<mpfr_prec_t>(kBits, static_cast<mpfr_prec_t>(mpz_sizeinbase(whole, 2))));
  mpfr_set_z(exact.get(), whole, MPFR_RNDN);
  mpz_clear(whole);
  if (mpfr_fits_intmax_p(exact.get(), MPFR_RNDN)) return Value::integer(mpfr_get_sj(exact.get(), MPFR_RNDN));
  Decimal decimal = digits_of(exact, 0);
  return Value::decimal(arena.copy(std::string_view(plain(decimal))));
}

}  // namespace bulkhead::terraform
