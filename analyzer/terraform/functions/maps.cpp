// Maps and objects.
#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

bool needs_map(FunctionCall& call, const Value& value) {
  if (value.is_map()) return true;
  call.fail("needs a map, not a " + std::string(kind_name(value)));
  return false;
}

/// A list of what the map's entries give: of a map that is known in part it is unknown how long it is.
Value all_or_some(FunctionCall& call, const std::vector<Value>& members) {
  Value made = call.make_list(members, call[0].shape());
  return open_mark(call[0]) ? call.unknown_with(made) : made;
}

Value keys(FunctionCall& call) {
  if (!needs_map(call, call[0])) return call.unknown();
  std::vector<Value> out;
  for (const Entry& entry : written_entries_of(call[0])) {
    const Origin* from = entry.key_span.valid()
                             ? call.run.arena.make<Origin>(Origin{Origin::Kind::written, entry.key_span, nullptr, {}})
                             : call.origin();
    out.push_back(Value::string(entry.key, from));
  }
  return all_or_some(call, out);
}

Value values(FunctionCall& call) {
  if (!needs_map(call, call[0])) return call.unknown();
  std::vector<Value> out;
  for (const Entry& entry : written_entries_of(call[0])) out.push_back(entry.value);
  return all_or_some(call, out);
}

Value lookup(FunctionCall& call) {
  if (call[0].is_unknown() || call[1].is_unknown()) return call.unknown_from(call[0].is_unknown() ? call[0] : call[1]);
  std::string_view key;
  if (call[0].is_absent() || !needs_map(call, call[0]) || !call.text(1, key)) return call.unknown();
  if (const Entry* entry = find_entry(call[0], key)) return entry->value.is_missing() ? Value::null_value(call.origin()) : entry->value;
  if (open_mark(call[0])) return call.unknown();
  return call.count() == 3 ? call[2] : call.fail("there is no element under this key");
}

/// Later arguments win. Nulls are skipped; an unknown argument makes everything it could overwrite unknown, so the result is.
Value merge(FunctionCall& call) {
  std::vector<Entry> out;
  bool typed = true;
  bool open = false;
  for (const Value& argument : call.arguments()) {
    if (argument.is_absent()) continue;
    if (argument.is_unknown()) {
      // What came before may be overwritten and what comes after is certain: an open object says exactly that.
      out.clear();
      open = true;
      continue;
    }
    if (!needs_map(call, argument)) return call.unknown();
    typed &= argument.shape() == Shape::collection;
    open |= open_mark(argument) != nullptr;
    for (Entry entry : written_entries_of(argument)) {
      if (argument.sensitive()) entry.value = entry.value.as_sensitive();
      out.push_back(entry);
    }
    if (out.size() * sizeof(Entry) > call.run.bytes_left) return call.limit();
  }
  if (open) {
    for (const Value& argument : call.arguments())
      if (argument.is_unknown()) {
        out.push_back({{}, argument, {}});
        break;
      }
    if (out.empty() || !out.back().key.empty()) out.push_back({{}, call.unknown(), {}});
  }
  return call.make_map(out, typed && call.count() > 0 ? Shape::collection : Shape::structural);
}

Value transpose(FunctionCall& call) {
  if (!needs_map(call, call[0])) return call.unknown();
  struct Pair {
    std::string_view key;
    Value value;
  };
  std::vector<Pair> pairs;
  for (const Entry& entry : call[0].entries()) {
    std::span<const Value> items;
    if (entry.value.is_unknown()) return call.unknown_from(entry.value);
    if (!call.list_of(entry.value, items)) return call.unknown();
    for (const Value& item : items) {
      std::string_view key;
      if (item.is_unknown()) return call.unknown_from(item);
      if (!call.text_of(item, key)) return call.unknown();
      pairs.push_back({key, Value::string(entry.key, entry.value.origin())});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.key < b.key; });
  std::vector<Entry> out;
  for (std::size_t i = 0; i < pairs.size();) {
    std::vector<Value> items;
    std::size_t next = i;
    for (; next < pairs.size() && pairs[next].key == pairs[i].key; ++next) items.push_back(pairs[next].value);
    out.push_back({pairs[i].key, call.make_list(items, Shape::collection), {}});
    i = next;
  }
  return call.make_map(out, Shape::collection);
}

Value zip_map(FunctionCall& call) {
  std::span<const Value> names, items;
  if (!call.list(0, names) || !call.list(1, items)) return call.unknown();
  if (names.size() != items.size()) return call.fail("there are " + std::to_string(names.size()) + " keys and " + std::to_string(items.size()) + " values");
  std::vector<Entry> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string_view key;
    if (names[i].is_unknown()) return call.unknown_from(names[i]);
    if (!call.text_of(names[i], key)) return call.unknown();
    out.push_back({key, items[i], arrival_span(names[i].origin())});
  }
  return call.make_map(out, call[1].shape() == Shape::structural ? Shape::structural : Shape::collection);
}

constexpr Function kFunctions[] = {
    {"keys", keys, 1, 1},
    {"lookup", lookup, 2, 3, kTakesUnknown | kTakesNull},
    {"merge", merge, 0, kAny, kTakesUnknown | kTakesNull},
    {"transpose", transpose, 1, 1},
    {"values", values, 1, 1},
    {"zipmap", zip_map, 2, 2},
};

}  // namespace

std::span<const Function> map_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
