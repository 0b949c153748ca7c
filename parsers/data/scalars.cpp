#include "parsers/data/scalars.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace bulkhead::data {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (std::string_view word : words)
    if (text == word) return true;
  return false;
}

/// .inf and .nan with their signs.
std::optional<double> special(std::string_view text) {
  if (one_of(text, {".nan", ".NaN", ".NAN"})) return std::numeric_limits<double>::quiet_NaN();
  std::string_view bare = text;
  if (!bare.empty() && (bare[0] == '+' || bare[0] == '-')) bare.remove_prefix(1);
  if (!one_of(bare, {".inf", ".Inf", ".INF"})) return std::nullopt;
  double infinity = std::numeric_limits<double>::infinity();
  return text[0] == '-' ? -infinity : infinity;
}

/// Go's strconv.ParseInt and ParseUint with base 0, underscores already gone.
std::optional<Number> read_integer(std::string_view text) {
  bool negative = text[0] == '-';
  bool has_sign = negative || text[0] == '+';
  if (has_sign) text.remove_prefix(1);
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    char mark = static_cast<char>(text[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
    text.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
  }
  std::uint64_t magnitude = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), magnitude, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();
  if (magnitude > kLargest + (negative ? 1 : 0)) {
    if (has_sign) return std::nullopt;
    return Number{false, 0, static_cast<double>(magnitude)};
  }
  auto whole = static_cast<std::int64_t>(negative ? ~magnitude + 1 : magnitude);
  return Number{true, whole, static_cast<double>(whole)};
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool decimal_shape(std::string_view text) {
  std::size_t i = 0;
  auto digits = [&] {
    std::size_t start = i;
    while (i < text.size() && digit(text[i])) ++i;
    return i - start;
  };
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
  std::size_t whole = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() == 0 && whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

std::optional<Number> read_plain_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text[0] != '.')
    if (auto whole = read_integer(text)) return whole;
  if (!decimal_shape(text)) return std::nullopt;
  if (text[0] == '+') text.remove_prefix(1);
  double decimal = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), decimal);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Number{false, 0, decimal};
}

}  // namespace

std::optional<Number> read_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  char first = text[0];
  if (!digit(first) && first != '+' && first != '-' && first != '.') return std::nullopt;
  if (auto decimal = special(text)) return Number{false, 0, *decimal};
  if (first == '.' || text.find('_') == std::string_view::npos) return read_plain_number(text);
  std::string joined;
  for (char c : text)
    if (c != '_') joined += c;
  return read_plain_number(joined);
}

bool is_true_word(std::string_view text) { return one_of(text, {"true", "True", "TRUE"}); }

NodeKind plain_kind(std::string_view text) {
  if (text.empty()) return NodeKind::null_value;
  switch (text[0]) {
    case '~': return text.size() == 1 ? NodeKind::null_value : NodeKind::string;
    case 'n':
    case 'N': return one_of(text, {"null", "Null", "NULL"}) ? NodeKind::null_value : NodeKind::string;
    case 't':
    case 'T': return is_true_word(text) ? NodeKind::boolean : NodeKind::string;
    case 'f':
    case 'F': return one_of(text, {"false", "False", "FALSE"}) ? NodeKind::boolean : NodeKind::string;
    default: return read_number(text) ? NodeKind::number : NodeKind::string;
  }
}

std::optional<bool> yaml_1_1_boolean(const Node& node) {
  if (node.kind != NodeKind::string || node.style != ScalarStyle::plain || !node.tag.empty()) return std::nullopt;
  if (one_of(node.text, {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"})) return true;
  if (one_of(node.text, {"n", "N", "no", "No", "NO", "off", "Off", "OFF"})) return false;
  return std::nullopt;
}

}  // namespace bulkhead::data
