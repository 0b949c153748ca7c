#include <cmath>

#include "analyzer/cel/functions.h"

namespace bulkhead::cel {
namespace {

constexpr UnknownInfo kUndecided{};
using Arguments = std::span<const Value>;

/// Code points, as cel-spec counts them.
std::int64_t length(std::string_view text) {
  std::int64_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

Value size(Arguments a, Evaluation& run) {
  switch (a[0].kind()) {
    case ValueKind::missing: case ValueKind::null: return Value::integer(0);
    case ValueKind::string: return Value::integer(length(a[0].as_string()));
    case ValueKind::list: return Value::integer(static_cast<std::int64_t>(a[0].items().size()));
    case ValueKind::map: return Value::integer(static_cast<std::int64_t>(a[0].entries().size()));
    default: return run.error("size() of what has none");
  }
}

Value type(Arguments a, Evaluation&) {
  switch (a[0].kind()) {
    case ValueKind::missing: case ValueKind::null: return Value::string("null_type");
    case ValueKind::boolean: return Value::string("bool");
    case ValueKind::number: return Value::string(a[0].is_integer() ? "int" : "double");
    case ValueKind::string: return Value::string("string");
    case ValueKind::list: return Value::string("list");
    case ValueKind::map: return Value::string("map");
    case ValueKind::unknown: break;
  }
  return Value::unknown(&kUndecided);
}

Value absent(Arguments a, Evaluation&) { return Value::boolean(a[0].is_absent()); }
Value present(Arguments a, Evaluation&) { return Value::boolean(!a[0].is_absent()); }
Value unknown(Arguments a, Evaluation&) { return Value::boolean(a[0].is_unknown()); }
Value known(Arguments a, Evaluation&) { return !a[0].is_absent() ? a[0] : a[1].origin() ? a[1] : a[1].with_origin(a[0].origin()); }

Value as_list(Arguments a, Evaluation& run) {
  if (a[0].is_list() || a[0].is_unknown()) return a[0];
  return a[0].is_absent() ? Value::list({}) : run.list({a[0]});
}

Value keys(Arguments a, Evaluation& run) {
  std::vector<Value> out;
  for (const Entry& entry : a[0].entries()) out.push_back(Value::string(entry.key, entry.value.origin()));
  return run.list(out);
}
Value values(Arguments a, Evaluation& run) {
  std::vector<Value> out;
  for (const Entry& entry : a[0].entries()) out.push_back(entry.value);
  return run.list(out);
}

Value flatten(Arguments a, Evaluation& run) {
  std::vector<Value> out;
  for (const Value& item : a[0].items()) {
    if (!item.is_list()) out.push_back(item);
    for (const Value& inner : item.items()) out.push_back(inner);
    if (!run.spend(1 + item.items().size())) return run.error("the expression takes too many steps");
  }
  return run.list(out);
}

Value distinct(Arguments a, Evaluation& run) {
  std::vector<Value> out;
  for (const Value& item : a[0].items()) {
    bool seen = false;
    for (const Value& earlier : out) seen = seen || equal(item, earlier).yes();
    if (!seen) out.push_back(item);
    if (!run.spend(1 + out.size())) return run.error("the expression takes too many steps");
  }
  return run.list(out);
}

Value reverse(Arguments a, Evaluation& run) {
  if (a[0].is_string()) return run.text(std::string(a[0].as_string().rbegin(), a[0].as_string().rend()));
  return run.list({a[0].items().rbegin(), a[0].items().rend()});
}

Value extreme(Arguments a, Evaluation& run, int wanted) {
  if (a.size() == 1 && a[0].is_list()) a = a[0].items();
  Value best;
  for (const Value& item : a) {
    if (item.is_unknown()) return item;
    auto order = best.is_missing() ? std::optional(wanted) : compare(item, best);
    if (!order) return run.error("min() and max() need values that compare");
    if (*order == wanted) best = item;
  }
  return best;
}
Value minimum(Arguments a, Evaluation& run) { return extreme(a, run, -1); }
Value maximum(Arguments a, Evaluation& run) { return extreme(a, run, 1); }

Value magnitude(Arguments a, Evaluation& run) {
  auto number = number_of(a[0]);
  return number ? Value::number(std::fabs(*number)) : run.error("abs() of what is no number");
}

Value reference(Arguments a, Evaluation& run) {
  if (const UnknownInfo* info = a[0].unknown())
    return Value::string(info->reference.empty() ? info->pattern : info->reference, a[0].origin());
  return a[0].is_string() ? a[0] : run.text(to_json(a[0]));
}

constexpr Function kFunctions[] = {
    {"size", 1, 1, size, OnAbsent::runs},
    {"type", 1, 1, type, OnAbsent::runs},
    {"absent", 1, 1, absent, OnAbsent::runs, true},
    {"present", 1, 1, present, OnAbsent::runs, true},
    {"unknown", 1, 1, unknown, OnAbsent::runs, true},
    {"known", 2, 2, known, OnAbsent::runs, true},
    {"list", 1, 1, as_list, OnAbsent::runs, true},
    {"keys", 1, 1, keys},
    {"values", 1, 1, values},
    {"flatten", 1, 1, flatten},
    {"distinct", 1, 1, distinct},
    {"reverse", 1, 1, reverse},
    {"min", 1, 16, minimum},
    {"max", 1, 16, maximum},
    {"abs", 1, 1, magnitude},
    {"reference", 1, 1, reference, OnAbsent::nothing, true},
};

}  // namespace

std::span<const Function> collection_functions() { return kFunctions; }

}  // namespace bulkhead::cel
