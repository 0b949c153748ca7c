// Functions that take lists and maps alike.
#include "analyzer/terraform/functions/function.h"
#include "analyzer/terraform/functions/unicode_text.h"

namespace bulkhead::terraform {
namespace {

Value length(FunctionCall& call) {
  const Value& v = call[0];
  if (v.is_list()) {
    if (v.shape() == Shape::set && !wholly_known(v) && v.items().size() > 1) return call.unknown();
    return call.integer_value(static_cast<std::int64_t>(v.items().size()));
  }
  if (open_mark(v)) return call.unknown();
  if (v.is_map()) return call.integer_value(static_cast<std::int64_t>(written_entries_of(v).size()));
  if (v.is_string()) return call.integer_value(static_cast<std::int64_t>(clusters(v.as_string()).size()));
  return call.fail("needs a list, a map or a string");
}

template <bool all>
Value truth(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  bool unknown = false;
  for (const Value& item : items) {
    if (item.is_unknown()) {
      unknown = true;
      continue;
    }
    if (item.is_absent()) {
      if (all) return call.boolean(false);
      continue;
    }
    Value boolean = to_boolean_value(item);
    if (!boolean.is_boolean()) return call.fail("needs booleans");
    if (boolean.as_boolean() != all) return call.boolean(!all);
  }
  return unknown ? call.unknown() : call.boolean(all);
}

/// First argument that is not null and not an empty string.
Value coalesce(FunctionCall& call) {
  bool strings = false;
  for (const Value& argument : call.arguments()) strings |= argument.is_string();
  std::vector<Value> unified(call.arguments().begin(), call.arguments().end());
  if (!unify(unified, call.run.arena)) return call.fail("the arguments have different types");
  for (const Value& argument : unified) {
    if (argument.is_unknown()) return argument;
    if (argument.is_absent() || (argument.is_string() && argument.as_string().empty())) continue;
    return strings ? to_string_value(argument, call.run.arena) : argument;
  }
  return call.fail("no argument is set");
}

Value coalesce_list(FunctionCall& call) {
  for (const Value& argument : call.arguments()) {
    if (argument.is_unknown()) return call.unknown_from(argument);
    if (!argument.is_list()) return call.fail("needs lists");
    if (!argument.items().empty()) return argument;
  }
  return call.fail("every list is empty");
}

Value contains(FunctionCall& call) {
  if (call[1].is_unknown() || call[0].is_unknown()) return call.unknown_from(call[0].is_unknown() ? call[0] : call[1]);
  if (call[0].is_absent()) return call.fail("the list is null");
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  Tri found = Tri::no_value();
  for (const Value& item : items) {
    Tri equal = equal_values(item, call[1]);
    found = found || equal;
    if (found.yes()) return call.boolean(true);
  }
  return found.unknown() ? call.unknown() : call.boolean(false);
}

Value index_of(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  bool unknown = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Tri equal = equal_values(items[i], call[1]);
    if (equal.yes() && !unknown) return call.integer_value(static_cast<std::int64_t>(i));
    unknown |= equal.unknown() || equal.yes();
  }
  return unknown ? call.unknown() : call.fail("the value is not in the list");
}

/// The element of an empty or one-element list; null for the empty one.
Value one(FunctionCall& call) {
  std::span<const Value> items;
  if (!call[0].is_list()) return call.fail("needs a list, set or tuple");
  items = call[0].items();
  if (items.size() > 1) return call.fail("the list has more than one element");
  return items.empty() ? Value::null_value(call.origin()) : items[0];
}

Value sum(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  if (items.empty()) return call.fail("the list is empty");
  Value total;
  bool unknown = false;
  for (const Value& item : items) {
    if (item.is_unknown()) {
      unknown = true;
      continue;
    }
    Value number = item.is_string() && call[0].shape() == Shape::structural ? Value() : to_number_value(item);
    if (!number.is_number()) return call.fail("needs numbers");
    total = total.is_missing() ? number : arithmetic(Arithmetic::add, total, number, call.run.arena);
    if (total.is_missing()) return call.fail("the sum is too large");
  }
  return unknown ? call.unknown() : call.exact(total);
}

Value reverse(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  std::vector<Value> out(items.rbegin(), items.rend());
  return call.make_list(out, call[0].shape() == Shape::set ? Shape::collection : call[0].shape());
}

constexpr Function kFunctions[] = {
    {"alltrue", truth<true>, 1, 1},
    {"anytrue", truth<false>, 1, 1},
    {"coalesce", coalesce, 1, kAny, kTakesUnknown | kTakesNull},
    {"coalescelist", coalesce_list, 1, kAny, kTakesUnknown | kTakesNull},
    {"contains", contains, 2, 2, kTakesUnknown | kTakesNull},
    {"index", index_of, 2, 2},
    {"length", length, 1, 1},
    {"one", one, 1, 1},
    {"reverse", reverse, 1, 1},
    {"sum", sum, 1, 1},
};

}  // namespace

std::span<const Function> collection_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
