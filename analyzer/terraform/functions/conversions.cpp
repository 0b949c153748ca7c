// Type conversions and sensitivity.
#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

Value to_string(FunctionCall& call) {
  if (call[0].is_absent() || call[0].is_unknown()) return call[0];
  Value text = to_string_value(call[0], call.run.arena);
  return text.is_missing() ? call.fail("cannot convert a " + std::string(kind_name(call[0]))) : text;
}

Value to_number(FunctionCall& call) {
  if (call[0].is_absent() || call[0].is_unknown()) return call[0];
  Value number = to_number_value(call[0]);
  return number.is_missing() ? call.fail("cannot convert this " + std::string(kind_name(call[0]))) : number;
}

Value to_bool(FunctionCall& call) {
  if (call[0].is_absent() || call[0].is_unknown()) return call[0];
  Value boolean = to_boolean_value(call[0]);
  return boolean.is_missing() ? call.fail("cannot convert this " + std::string(kind_name(call[0]))) : boolean;
}

Value to_list(FunctionCall& call) {
  if (call[0].is_absent() || call[0].is_unknown()) return call[0];
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  std::vector<Value> out(items.begin(), items.end());
  if (!unify(out, call.run.arena)) return call.fail("the elements have different types");
  Value made = call.make_list(out, Shape::collection).with_origin(call[0].origin());
  // Where an unknown element of a set stands, and whether it is one of the others, nobody knows.
  bool certain = call[0].shape() != Shape::set || items.size() < 2 || wholly_known(call[0]);
  return certain ? made : call.unknown_with(made);
}

Value to_set(FunctionCall& call) {
  if (call[0].is_absent() || call[0].is_unknown()) return call[0];
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  std::vector<Value> out(items.begin(), items.end());
  if (!unify(out, call.run.arena)) return call.fail("the elements have different types");
  return call.make_set(out).with_origin(call[0].origin());
}

Value to_map(FunctionCall& call) {
  if (call[0].is_absent() || call[0].is_unknown()) return call[0];
  if (!call[0].is_map()) return call.fail("cannot convert a " + std::string(kind_name(call[0])));
  auto entries = call[0].entries();
  std::vector<Value> items;
  for (const Entry& entry : entries) items.push_back(entry.value);
  if (!unify(items, call.run.arena)) return call.fail("the values have different types");
  std::vector<Entry> out(entries.begin(), entries.end());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].value = items[i];
  return call.make_map(out, Shape::collection).with_origin(call[0].origin());
}

Value sensitive(FunctionCall& call) { return call[0].as_sensitive(); }

Value nonsensitive(FunctionCall& call) {
  // The mark is kept: it says that printing the value is forbidden, which nonsensitive() does not change for a report.
  return call[0];
}

Value is_sensitive(FunctionCall& call) { return call.boolean(call[0].sensitive()); }

Value pass(FunctionCall& call) { return call[0]; }

Value type_of(FunctionCall& call) { return call.string(type_text(call[0])); }

constexpr std::uint8_t kAll = kTakesUnknown | kTakesNull;
constexpr Function kFunctions[] = {
    {"ephemeralasnull", pass, 1, 1, kAll},
    {"issensitive", is_sensitive, 1, 1, kAll},
    {"nonsensitive", nonsensitive, 1, 1, kAll},
    {"sensitive", sensitive, 1, 1, kAll},
    {"tobool", to_bool, 1, 1, kAll},
    {"tolist", to_list, 1, 1, kAll},
    {"tomap", to_map, 1, 1, kAll},
    {"tonumber", to_number, 1, 1, kAll},
    {"toset", to_set, 1, 1, kAll},
    {"tostring", to_string, 1, 1, kAll},
    {"type", type_of, 1, 1, kAll},
};

}  // namespace

std::span<const Function> conversion_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
