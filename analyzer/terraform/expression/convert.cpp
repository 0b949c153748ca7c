#include "analyzer/terraform/expression/convert.h"

#include <algorithm>

namespace bulkhead::terraform {

Value to_string_value(const Value& value, Arena& arena) {
  Value result;
  switch (value.kind()) {
    case ValueKind::string:
    case ValueKind::unknown: return value;
    case ValueKind::boolean: result = Value::string(value.as_boolean() ? "true" : "false", value.origin()); break;
    case ValueKind::number: result = Value::string(arena.copy(std::string_view(number_text(value))), value.origin()); break;
    default: return {};
  }
  return value.sensitive() ? result.as_sensitive() : result;
}

Value to_number_value(const Value& value) {
  if (value.is_number() || value.is_unknown()) return value;
  if (!value.is_string()) return {};
  Value result = number_from(value.as_string(), value.origin());
  return value.sensitive() ? result.as_sensitive() : result;
}

Value to_boolean_value(const Value& value) {
  if (value.is_boolean() || value.is_unknown()) return value;
  if (!value.is_string()) return {};
  std::string_view text = value.as_string();
  bool yes = text == "true" || text == "1";
  if (!yes && text != "false" && text != "0") return {};
  Value result = Value::boolean(yes, value.origin());
  return value.sensitive() ? result.as_sensitive() : result;
}

namespace {

constexpr int kMaxDepth = 200;

Tri equal_lists(const Value& a, const Value& b, int depth) {
  auto left = a.items(), right = b.items();
  if (a.shape() == Shape::set && !(wholly_known(a) && wholly_known(b))) return Tri::unknown_value();
  if (left.size() != right.size()) return Tri::no_value();
  Tri all = Tri::yes_value();
  for (std::size_t i = 0; i < left.size() && !all.no(); ++i) all = all && equal_values(left[i], right[i], depth + 1);
  return all;
}

Tri equal_maps(const Value& a, const Value& b, int depth) {
  if (open_mark(a) || open_mark(b)) return Tri::unknown_value();
  auto left = a.entries(), right = b.entries();
  if (left.size() != right.size()) return Tri::no_value();
  Tri all = Tri::yes_value();
  for (std::size_t i = 0; i < left.size() && !all.no(); ++i)
    all = all && (left[i].key == right[i].key ? equal_values(left[i].value, right[i].value, depth + 1) : Tri::no_value());
  return all;
}

}  // namespace

Tri equal_values(const Value& a, const Value& b, int depth) {
  if (a.is_unknown() || b.is_unknown() || depth > kMaxDepth) return Tri::unknown_value();
  if (a.is_absent() || b.is_absent()) return Tri::of(a.is_absent() && b.is_absent());
  // A tuple is no list and an object no map, whatever they hold.
  if (a.kind() != b.kind() || a.shape() != b.shape()) return Tri::no_value();
  switch (a.kind()) {
    case ValueKind::boolean: return Tri::of(a.as_boolean() == b.as_boolean());
    case ValueKind::number: return Tri::of(compare_numbers(a, b) == 0);
    case ValueKind::string: return Tri::of(a.as_string() == b.as_string());
    case ValueKind::list: return equal_lists(a, b, depth);
    case ValueKind::map: return equal_maps(a, b, depth);
    default: return Tri::unknown_value();
  }
}

int compare_values(const Value& a, const Value& b, int depth) {
  if (a.kind() != b.kind()) return a.kind() < b.kind() ? -1 : 1;
  if (depth > kMaxDepth) return 0;
  switch (a.kind()) {
    case ValueKind::boolean: return int(a.as_boolean()) - int(b.as_boolean());
    case ValueKind::number: return compare_numbers(a, b);
    case ValueKind::string: return a.as_string().compare(b.as_string());
    case ValueKind::list: {
      auto left = a.items(), right = b.items();
      for (std::size_t i = 0; i < left.size() && i < right.size(); ++i)
        if (int order = compare_values(left[i], right[i], depth + 1)) return order;
      return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
    }
    case ValueKind::map: {
      auto left = a.entries(), right = b.entries();
      for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
        if (int order = left[i].key.compare(right[i].key)) return order;
        if (int order = compare_values(left[i].value, right[i].value, depth + 1)) return order;
      }
      return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
    }
    default: return 0;
  }
}

const Value* first_unknown(const Value& value, int depth) {
  if (value.is_unknown() || depth > kMaxDepth) return &value;
  for (const Value& item : value.items())
    if (const Value* found = first_unknown(item, depth + 1)) return found;
  for (const Entry& entry : value.entries())
    if (const Value* found = first_unknown(entry.value, depth + 1)) return found;
  return nullptr;
}

bool wholly_known(const Value& value, int depth) { return first_unknown(value, depth) == nullptr; }

bool holds_sensitive(const Value& value, int depth) {
  if (value.sensitive()) return true;
  if (depth > kMaxDepth) return false;
  for (const Value& item : value.items())
    if (holds_sensitive(item, depth + 1)) return true;
  for (const Entry& entry : value.entries())
    if (holds_sensitive(entry.value, depth + 1)) return true;
  return false;
}

const Entry* open_mark(const Value& map) {
  auto entries = map.entries();
  return !entries.empty() && entries[0].key.empty() && entries[0].value.is_unknown() ? &entries[0] : nullptr;
}

std::span<const Entry> written_entries_of(const Value& map) {
  auto entries = map.entries();
  return open_mark(map) ? entries.subspan(1) : entries;
}

const Entry* find_entry(const Value& map, std::string_view key) {
  auto entries = map.entries();
  auto at = std::lower_bound(entries.begin(), entries.end(), key, [](const Entry& e, std::string_view k) { return e.key < k; });
  if (at != entries.end() && at->key == key) return &*at;
  // Values that did not come from Terraform keep their source order.
  for (std::size_t i = entries.size(); i-- > 0;)
    if (entries[i].key == key) return &entries[i];
  return nullptr;
}

void sort_entries(std::vector<Entry>& entries, std::size_t from) {
  auto begin = entries.begin() + static_cast<std::ptrdiff_t>(from);
  auto less = [](const Entry& a, const Entry& b) { return a.key < b.key; };
  bool strictly = true;
  for (std::size_t i = from + 1; i < entries.size() && strictly; ++i) strictly = entries[i - 1].key < entries[i].key;
  if (strictly) return;
  std::stable_sort(begin, entries.end(), less);
  std::size_t out = from;
  for (std::size_t i = from; i < entries.size(); ++i) {
    if (i + 1 < entries.size() && entries[i + 1].key == entries[i].key) continue;
    entries[out++] = entries[i];
  }
  entries.resize(out);
}

namespace {

bool needs_strings(const Value& a, const Value& b) {
  return a.kind() != b.kind() && !a.is_absent() && !b.is_absent() && !a.is_unknown() && !b.is_unknown();
}

/// Whether unify() would change anything in these collections: the usual answer, found without copying them, is no.
bool mixed_inside(std::span<const Value> items) {
  const Value* primitive = nullptr;
  for (const Value& item : items) {
    auto look = [&](const Value& part) {
      if (part.is_list() || part.is_map()) return true;
      if (part.is_absent() || part.is_unknown()) return false;
      bool mixed = primitive != nullptr && needs_strings(*primitive, part);
      primitive = &part;
      return mixed;
    };
    for (const Value& part : item.items())
      if (look(part)) return true;
    for (const Entry& part : item.entries())
      if (look(part.value)) return true;
  }
  return false;
}

/// Tuples of one length keep a type per place and objects of the same names one per name; others become lists and maps.
bool same_structure(std::span<const Value> items, bool lists) {
  const Value* first = nullptr;
  for (const Value& item : items) {
    if (item.is_absent() || item.is_unknown()) continue;
    if (item.shape() != Shape::structural) return false;
    if (first == nullptr) {
      first = &item;
    } else if (lists) {
      if (item.items().size() != first->items().size()) return false;
    } else {
      auto a = first->entries(), b = item.entries();
      if (!std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Entry& x, const Entry& y) { return x.key == y.key; })) return false;
    }
  }
  return true;
}

std::vector<Value> parts_of(const Value& item) {
  std::vector<Value> parts(item.items().begin(), item.items().end());
  for (const Entry& entry : item.entries()) parts.push_back(entry.value);
  return parts;
}

Value with_parts(const Value& item, std::span<const Value> parts, Arena& arena) {
  Value made;
  if (item.is_list()) {
    made = Value::list(arena.copy(parts), item.origin());
  } else {
    std::vector<Entry> entries(item.entries().begin(), item.entries().end());
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i].value = parts[i];
    made = Value::map(arena.copy(entries), item.origin());
  }
  made = made.with_shape(item.shape());
  return item.sensitive() ? made.as_sensitive() : made;
}

void unify_inside(std::span<Value> items, bool lists, Arena& arena, int depth) {
  constexpr int kMaxUnify = 20;
  if (depth > kMaxUnify || items.size() < 2 || !mixed_inside(items)) return;
  std::vector<std::vector<Value>> parts;
  for (const Value& item : items) parts.push_back(parts_of(item));
  if (same_structure(items, lists)) {
    std::size_t places = 0;
    for (const auto& row : parts) places = std::max(places, row.size());
    std::vector<Value> column;
    for (std::size_t i = 0; i < places; ++i) {
      column.clear();
      for (const auto& row : parts)
        if (i < row.size()) column.push_back(row[i]);
      unify(column, arena, depth + 1);
      std::size_t next = 0;
      for (auto& row : parts)
        if (i < row.size()) row[i] = column[next++];
    }
  } else {
    std::vector<Value> all;
    for (const auto& row : parts) all.insert(all.end(), row.begin(), row.end());
    unify(all, arena, depth + 1);
    std::size_t next = 0;
    for (auto& row : parts)
      for (Value& part : row) part = all[next++];
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].is_list() || items[i].is_map()) items[i] = with_parts(items[i], parts[i], arena);
}

}  // namespace

bool unify(std::span<Value> items, Arena& arena, int depth) {
  bool strings = false, numbers = false, booleans = false, lists = false, maps = false;
  for (const Value& item : items) {
    strings |= item.is_string();
    numbers |= item.is_number();
    booleans |= item.is_boolean();
    lists |= item.is_list();
    maps |= item.is_map();
  }
  bool primitive = strings || numbers || booleans;
  if ((primitive && (lists || maps)) || (lists && maps) || (numbers && booleans && !strings)) return false;
  if (lists || maps) unify_inside(items, lists, arena, depth);
  if (!strings || (!numbers && !booleans)) return true;
  for (Value& item : items)
    if (item.is_number() || item.is_boolean()) item = to_string_value(item, arena);
  return true;
}

std::string_view kind_name(const Value& value) {
  switch (value.kind()) {
    case ValueKind::missing:
    case ValueKind::null: return "null";
    case ValueKind::unknown: return "unknown value";
    case ValueKind::boolean: return "boolean";
    case ValueKind::number: return "number";
    case ValueKind::string: return "string";
    case ValueKind::list: return value.shape() == Shape::set ? "set" : "list";
    case ValueKind::map: return value.shape() == Shape::collection ? "map" : "object";
  }
  return "value";
}

}  // namespace bulkhead::terraform
