#include <charconv>

#include "analyzer/cel/addresses.h"
#include "analyzer/cel/functions.h"

namespace bulkhead::cel {
namespace {

constexpr UnknownInfo kUndecided{};
using Arguments = std::span<const Value>;

/// Words for "everywhere" in firewall rules (Azure, NetworkPolicy-like DSLs).
bool is_everywhere_word(std::string_view text) {
  return text == "*" || wildcard_match("any", text) || wildcard_match("internet", text);
}

/// Asks `test` of one address text, or of each of a list (any).
template <class Test>
Value any_of(const Value& value, Test test) {
  for (const Value& item : value.is_unknown() ? certain_members(value) : std::span<const Value>())
    if (item.is_string() && test(item.as_string())) return Value::boolean(true);
  if (value.is_unknown()) return Value::unknown(&kUndecided);
  if (value.is_string()) return Value::boolean(test(value.as_string()));
  bool unknown = false;
  for (const Value& item : value.items()) {
    if (item.is_string() && test(item.as_string())) return Value::boolean(true);
    unknown = unknown || item.is_unknown();
  }
  return unknown ? Value::unknown(&kUndecided) : Value::boolean(false);
}

Value cidr_contains(Arguments a, Evaluation& run) {
  auto outer = parse_range(a[0].as_string()), inner = parse_range(a[1].as_string());
  if (!outer || !inner) return run.error("cidr_contains() needs addresses");
  return Value::boolean(outer->contains(*inner));
}

Value is_public_cidr(Arguments a, Evaluation&) {
  return any_of(a[0], [](std::string_view text) {
    auto range = parse_range(text);
    return is_everywhere_word(text) || (range && is_public(*range));
  });
}

Value is_any_cidr(Arguments a, Evaluation&) {
  return any_of(a[0], [](std::string_view text) {
    auto range = parse_range(text);
    return is_everywhere_word(text) || (range && is_world(*range));
  });
}

Value cidr_size(Arguments a, Evaluation& run) {
  auto range = parse_range(a[0].as_string());
  if (!range) return run.error("cidr_size() needs a CIDR");
  return Value::integer(range->v4 ? range->prefix - 96 : range->prefix);
}

/// Whether "22", "20-30", "*" or a number meets low..high.
Tri port_meets(const Value& port, std::int64_t low, std::int64_t high) {
  if (port.is_unknown()) return Tri::unknown_value();
  if (port.is_number()) return Tri::of(low <= port.as_integer() && port.as_integer() <= high);
  std::string_view text = port.as_string();
  if (text == "*") return Tri::yes_value();
  std::int64_t begin = 0;
  auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), begin);
  if (code != std::errc()) return Tri::no_value();
  std::int64_t end = begin;
  if (stop != text.data() + text.size() && (*stop == '-' || *stop == ':'))
    std::from_chars(stop + 1, text.data() + text.size(), end);
  return Tri::of(begin <= high && end >= low);
}

Value port_in(Arguments a, Evaluation&) {
  std::int64_t low = a[1].as_integer(), high = a.size() > 2 ? a[2].as_integer() : low;
  Tri found = Tri::no_value();
  if (!a[0].is_list()) found = port_meets(a[0], low, high);
  for (const Value& item : a[0].items()) found = found || port_meets(item, low, high);
  return found.unknown() ? Value::unknown(&kUndecided) : Value::boolean(found.yes());
}

constexpr Function kFunctions[] = {
    {"cidr_contains", 2, 2, cidr_contains, OnAbsent::no},
    {"is_public_cidr", 1, 1, is_public_cidr, OnAbsent::no, true},
    {"is_any_cidr", 1, 1, is_any_cidr, OnAbsent::no, true},
    {"cidr_size", 1, 1, cidr_size},
    {"port_in", 2, 3, port_in, OnAbsent::no, true},
};

}  // namespace

std::span<const Function> network_functions() { return kFunctions; }

}  // namespace bulkhead::cel
