#include <charconv>
#include <cmath>
#include <optional>

#include "analyzer/cel/program.h"

namespace bulkhead::cel {
namespace {

constexpr int kMaxDepth = 100;

Tri equal_at(const Value& left, const Value& right, int depth);

Tri equal_lists(std::span<const Value> left, std::span<const Value> right, int depth) {
  if (left.size() != right.size()) return Tri::no_value();
  Tri result = Tri::yes_value();
  for (std::size_t i = 0; i < left.size() && !result.no(); ++i) result = result && equal_at(left[i], right[i], depth);
  return result;
}

Tri equal_maps(const Value& left, const Value& right, int depth) {
  if (left.entries().size() != right.entries().size()) return Tri::no_value();
  Tri result = Tri::yes_value();
  for (const Entry& entry : left.entries()) {
    if (result.no()) break;
    result = result && equal_at(entry.value, right[entry.key], depth);
  }
  return result;
}

Tri equal_at(const Value& left, const Value& right, int depth) {
  if (left.is_missing() || right.is_missing()) return Tri::no_value();
  if (left.is_unknown() || right.is_unknown()) {
    std::string_view prefix = known_prefix(left.is_unknown() ? left : right);
    const Value& other = left.is_unknown() ? right : left;
    if (other.is_string() && !other.as_string().starts_with(prefix)) return Tri::no_value();
    return Tri::unknown_value();
  }
  if (depth > kMaxDepth) return Tri::unknown_value();
  if (left.is_null() || right.is_null()) return Tri::of(left.is_null() && right.is_null());
  if (left.is_string() && right.is_string()) return Tri::of(left.as_string() == right.as_string());
  if (left.is_boolean() || right.is_boolean()) {
    const Value& boolean = left.is_boolean() ? left : right;
    const Value& other = left.is_boolean() ? right : left;
    if (!other.is_boolean() && !other.is_string()) return Tri::no_value();
    return boolean.as_boolean() ? other.is_true() : other.is_false();
  }
  if (left.is_number() || right.is_number()) {
    if (left.is_integer() && right.is_integer()) return Tri::of(left.as_integer() == right.as_integer());
    auto a = number_of(left), b = number_of(right);
    return Tri::of(a && b && *a == *b);
  }
  if (left.is_list() && right.is_list()) return equal_lists(left.items(), right.items(), depth + 1);
  if (left.is_map() && right.is_map()) return equal_maps(left, right, depth + 1);
  return Tri::no_value();
}

}  // namespace

Tri equal(const Value& left, const Value& right) { return equal_at(left, right, 0); }

Tri truth(const Value& value) {
  if (value.is_absent()) return Tri::no_value();
  if (value.is_true().yes()) return Tri::yes_value();
  if (value.is_false().yes()) return Tri::no_value();
  return Tri::unknown_value();
}

std::optional<double> number_of(const Value& value) {
  if (value.is_number()) return std::isfinite(value.as_number()) ? std::optional<double>(value.as_number()) : std::nullopt;
  std::string_view text = value.as_string();
  if (text.empty()) return std::nullopt;
  double number = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;   // "nan", "inf"
  return number;
}

std::optional<int> compare(const Value& left, const Value& right) {
  if (left.is_string() && right.is_string()) {
    int order = left.as_string().compare(right.as_string());
    return (order > 0) - (order < 0);
  }
  if (left.is_boolean() && right.is_boolean()) return int{left.as_boolean()} - int{right.as_boolean()};
  if (left.is_integer() && right.is_integer())
    return (left.as_integer() > right.as_integer()) - (left.as_integer() < right.as_integer());
  auto a = number_of(left), b = number_of(right);
  if (!a || !b) return std::nullopt;
  return (*a > *b) - (*a < *b);
}

std::string_view known_prefix(const Value& value) {
  const UnknownInfo* info = value.unknown();
  return info ? info->pattern.substr(0, info->pattern.find("${")) : std::string_view();
}

}  // namespace bulkhead::cel
