// Lists.
#include <algorithm>
#include <cmath>

#include "analyzer/terraform/expression/perhaps.h"
#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxDepth = 200;

Value chunk(FunctionCall& call) {
  std::span<const Value> items;
  std::int64_t size;
  if (!call.list(0, items) || !call.integer(1, size)) return call.unknown();
  if (size < 0) return call.fail("the size must not be negative");
  std::vector<Value> out, typed(items.begin(), items.end());
  if (items.empty()) return call.make_list(out, Shape::collection);
  if (!unify(typed, call.run.arena)) return call.fail("the elements have different types");
  items = call.run.arena.copy(typed);
  auto step = size == 0 ? items.size() : static_cast<std::size_t>(size);
  for (std::size_t i = 0; i < items.size(); i += std::min(step, items.size() - i))
    out.push_back(Value::list(items.subspan(i, std::min(step, items.size() - i)), call.origin()).with_shape(Shape::collection));
  return call.make_list(out, Shape::collection);
}

Value compact(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  std::vector<Value> out;
  bool unknown = false;   // it may be empty, and is then left out
  for (const Value& item : items) {
    if (item.is_absent() || (item.is_string() && item.as_string().empty())) continue;
    Value text = to_string_value(item, call.run.arena);
    if (text.is_missing()) return call.fail("needs strings");
    unknown |= text.is_unknown();
    out.push_back(text);
  }
  Value made = call.make_list(out, Shape::collection);
  return unknown ? call.unknown_with(made) : made;
}

Value concat(FunctionCall& call) {
  std::vector<Value> out;
  Shape shape = Shape::collection;
  for (std::size_t i = 0; i < call.count(); ++i) {
    std::span<const Value> items;
    if (!call.list(i, items)) return call.unknown();
    if (call[i].shape() == Shape::set) return call.fail("a set has no order: use tolist() first");
    if (call[i].shape() == Shape::structural) shape = Shape::structural;
    out.insert(out.end(), items.begin(), items.end());
    if (out.size() * sizeof(Value) > call.run.bytes_left) return call.limit();
  }
  if (shape == Shape::collection && !unify(out, call.run.arena)) shape = Shape::structural;
  return call.make_list(out, shape);
}

Value distinct(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  if (!wholly_known(call[0])) return call.unknown_from(*first_unknown(call[0]));
  std::vector<Value> typed(items.begin(), items.end());
  if (!unify(typed, call.run.arena)) return call.fail("the elements have different types");
  items = typed;
  std::vector<std::size_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  auto less = [&](std::size_t a, std::size_t b) {
    int compared = compare_values(items[a], items[b]);
    return compared != 0 ? compared < 0 : a < b;
  };
  std::sort(order.begin(), order.end(), less);
  std::vector<bool> keep(items.size(), true);
  for (std::size_t i = 1; i < order.size(); ++i)
    if (compare_values(items[order[i]], items[order[i - 1]]) == 0) keep[order[i]] = false;
  std::vector<Value> out;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (keep[i]) out.push_back(items[i]);
  return call.make_list(out, Shape::collection);
}

/// Index modulo the length.
Value element(FunctionCall& call) {
  std::span<const Value> items;
  if (call[0].is_unknown() || call[1].is_unknown()) return call.unknown_from(call[0].is_unknown() ? call[0] : call[1]);
  std::int64_t index;
  if (!call.list(0, items) || !call.integer(1, index)) return call.unknown();
  if (call[0].shape() == Shape::set) return call.fail("a set has no order");
  if (items.empty()) return call.fail("the list is empty");
  auto count = static_cast<std::int64_t>(items.size());
  Value found = items[static_cast<std::size_t>(((index % count) + count) % count)];
  return call[0].sensitive() ? found.as_sensitive() : found;
}

/// `flatten([module.ranges.prod])`: what is taken out of a referenced list came by that reference.
Value taken_out(FunctionCall& call, const Value& item, const Origin* list) {
  if (list == nullptr || list->kind != Origin::Kind::referenced || item.is_list() || item.is_map()) return item;
  return item.with_origin(call.run.arena.make<Origin>(Origin{list->kind, list->at, item.origin(), list->step}));
}

/// Whether an unknown value certainly is no list: a text with unknown parts, or an attribute that providers give one text.
bool is_one_text(const Value& value) {
  constexpr std::string_view kTexts[] = {".id", ".arn", ".name", "_id", "_arn", "_name", ".cidr_block", ".self_link"};
  const UnknownInfo* info = value.unknown();
  if (info == nullptr) return false;
  if (!info->pattern.empty()) return true;
  if (info->cause != UnknownInfo::Cause::computed_attribute && info->cause != UnknownInfo::Cause::data_source) return false;
  if (info->reference.find("[*]") != std::string_view::npos) return false;
  return std::any_of(std::begin(kTexts), std::end(kTexts), [&](std::string_view text) { return info->reference.ends_with(text); });
}

/// `counted` is cleared where an element may be a list of any length.
bool flatten_into(FunctionCall& call, const Value& list, std::vector<Value>& out, bool& counted, int depth) {
  if (depth > kMaxDepth || out.size() * sizeof(Value) > call.run.bytes_left) return false;
  for (const Value& item : list.items()) {
    if (item.is_unknown() && !is_one_text(item)) counted = false;
    if (Value told = item.is_unknown() ? if_it_holds(item) : Value(); told.is_list() && !told.items().empty()) {
      // Elements that are there if a condition holds: each may be missing, and what it is stays with it.
      for (const Value& element : told.items())
        out.push_back(element.is_unknown() ? element : with_perhaps(Value::unknown(item.unknown(), element.origin()), element, call.run.arena));
    } else if (!item.is_list()) {
      out.push_back(taken_out(call, item, list.origin()));
    } else if (!flatten_into(call, item, out, counted, depth + 1)) {
      return false;
    }
  }
  return true;
}

Value flatten(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  std::vector<Value> out;
  bool counted = true;
  if (!flatten_into(call, call[0], out, counted, 0)) return call.limit();
  Value made = call.make_list(out);
  return counted ? made : call.unknown_with(made);
}

Value match_keys(FunctionCall& call) {
  std::span<const Value> values, keys, wanted;
  if (!call.list(0, values) || !call.list(1, keys) || !call.list(2, wanted)) return call.unknown();
  if (values.size() != keys.size()) return call.fail("the lists of values and keys have different lengths");
  std::vector<Value> out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Tri found = Tri::no_value();
    for (const Value& candidate : wanted) {
      Tri equal = equal_values(keys[i], candidate);
      if (equal.no()) equal = equal_values(to_string_value(keys[i], call.run.arena), to_string_value(candidate, call.run.arena));
      found = found || equal;
    }
    if (found.unknown()) return call.unknown();
    if (found.yes()) out.push_back(values[i]);
  }
  return call.make_list(out, Shape::collection);
}

Value range(FunctionCall& call) {
  constexpr std::size_t kMost = 1024;
  double start = 0, limit = 0, step = 1;
  if (!call.number(0, call.count() == 1 ? limit : start)) return call.unknown();
  if (call.count() > 1 && !call.number(1, limit)) return call.unknown();
  bool down = limit < start;
  if (down) step = -1;
  if (call.count() == 3 && !call.number(2, step)) return call.unknown();
  if (step == 0) return call.fail("the step must not be zero");
  if (limit != start && (step < 0) != down) return call.fail("the step leads away from the limit");
  std::vector<Value> out;
  for (std::size_t i = 0; ; ++i) {
    double at = start + step * static_cast<double>(i);
    if (down ? at <= limit : at >= limit) break;
    if (out.size() >= kMost) return call.fail("more than 1024 values");
    out.push_back(call.number_value(at));
  }
  return call.make_list(out, Shape::collection);
}

Value slice(FunctionCall& call) {
  std::span<const Value> items;
  std::int64_t from, to;
  if (!call.list(0, items) || !call.integer(1, from) || !call.integer(2, to)) return call.unknown();
  if (call[0].shape() == Shape::set) return call.fail("a set has no order");
  if (from < 0 || to < from || to > static_cast<std::int64_t>(items.size())) return call.fail("the range is outside of the list");
  return Value::list(items.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)), call.origin()).with_shape(call[0].shape());
}

Value sort(FunctionCall& call) {
  std::span<const Value> items;
  if (!call.list(0, items)) return call.unknown();
  std::vector<Value> out;
  for (const Value& item : items) {
    if (item.is_unknown()) return call.unknown_from(item);
    Value text = to_string_value(item, call.run.arena);
    if (text.is_missing()) return call.fail("needs strings");
    out.push_back(text);
  }
  std::stable_sort(out.begin(), out.end(), [](const Value& a, const Value& b) { return a.as_string() < b.as_string(); });
  return call.make_list(out, Shape::collection);
}

constexpr Function kFunctions[] = {
    {"chunklist", chunk, 2, 2},
    {"compact", compact, 1, 1},
    {"concat", concat, 1, kAny},
    {"distinct", distinct, 1, 1},
    {"element", element, 2, 2, kTakesUnknown},
    {"flatten", flatten, 1, 1},
    {"matchkeys", match_keys, 3, 3},
    {"range", range, 1, 3},
    {"slice", slice, 3, 3},
    {"sort", sort, 1, 1},
};

}  // namespace

std::span<const Function> list_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
