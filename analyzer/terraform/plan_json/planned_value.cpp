#include "analyzer/terraform/plan_json/planned_value.h"

#include <algorithm>
#include <vector>

#include "analyzer/model/from_data.h"
#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/plan_json/nodes.h"

namespace bulkhead::terraform {
namespace {

using data::Node;
using data::NodeKind;

const Node* item(const Node* node, std::size_t index) {
  return node != nullptr && node->kind == NodeKind::sequence && index < node->items.size() ? node->items[index] : nullptr;
}

bool has_unknown(const Node* node, int depth = 0) {
  if (node == nullptr || depth > data::kMaxDepth) return false;
  if (is_true(node)) return true;
  for (const data::Member& entry : node->members)
    if (has_unknown(entry.value, depth + 1)) return true;
  for (const Node* inner : node->items)
    if (has_unknown(inner, depth + 1)) return true;
  return false;
}

bool same_scalar(const Value& a, const Value& b) {
  if (a.is_string() && b.is_string()) return a.as_string() == b.as_string();
  if (a.is_boolean() && b.is_boolean()) return a.as_boolean() == b.as_boolean();
  if (a.is_number() && b.is_number()) return a.as_number() == b.as_number() && a.as_decimal_text() == b.as_decimal_text();
  return false;
}

/// How many scalars of `node` the source's value says too.
int likeness(const Node& node, const Value& source) {
  if (node.kind == NodeKind::string) return source.is_string() && source.as_string() == node.text ? 1 : 0;
  int same = 0;
  for (const data::Member& entry : node.members)
    if (entry.value->kind == NodeKind::string && source[entry.key].is_string() && source[entry.key].as_string() == entry.value->text) ++same;
  return same;
}

constexpr std::size_t kMaxPaired = 64;   // longer lists are paired by their order

/// Sets come in the provider's order: the source's element that an element stems from.
std::vector<Value> paired(const Node& list, const Value& source) {
  std::vector<Value> out(list.items.size());
  std::span<const Value> items = source.items();
  if (list.items.size() > kMaxPaired || items.size() > kMaxPaired) {
    if (items.size() == out.size()) out.assign(items.begin(), items.end());
    return out;
  }
  std::vector<bool> taken(items.size(), false);
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::size_t best = items.size();
    int most = 0;
    for (std::size_t k = 0; k < items.size(); ++k) {
      if (taken[k]) continue;
      int same = 2 * likeness(*list.items[i], items[k]) + (k == i && items.size() == out.size() ? 1 : 0);
      if (same > most) best = k, most = same;
    }
    if (best == items.size()) continue;
    taken[best] = true;
    out[i] = items[best];
  }
  return out;
}

}  // namespace

const Origin* PlannedValues::written(const Node& node) const {
  return arena_.make<Origin>(Origin{Origin::Kind::written, {file_, node.begin, node.end}, nullptr, {}});
}

/// A place only: what the source's text was made of does not hold for another text.
const Origin* PlannedValues::place(const Node* node, const Value& source, const Origin* fallback) const {
  if (!source.is_missing() && source.origin() != nullptr) {
    SourceSpan at = decisive_span(source.origin());
    if (at.valid()) return arena_.make<Origin>(Origin{Origin::Kind::computed, at, nullptr, {}});
  }
  if (fallback != nullptr) return fallback;
  return node != nullptr ? written(*node) : nullptr;
}

Value PlannedValues::make(const Planned& planned, const Value& source, const Origin* fallback, const std::string& reference) const {
  Value out;
  if (is_true(planned.unknown)) {
    out = source.is_unknown() ? source
                              : Value::unknown(arena_.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::computed_attribute, arena_.copy(std::string_view(reference)), {}}),
                                               place(planned.value, source, fallback));
  } else if ((planned.value != nullptr && planned.value->kind == NodeKind::mapping) ||
             (planned.value == nullptr && planned.unknown != nullptr && planned.unknown->kind == NodeKind::mapping && has_unknown(planned.unknown))) {
    out = map(planned, source, fallback, reference);
  } else if (planned.value == nullptr || planned.value->kind == NodeKind::null_value) {
    return source.is_null() ? source : Value();
  } else if (planned.value->kind == NodeKind::sequence) {
    out = list(planned, source, fallback, reference);
  } else {
    out = scalar(*planned.value, source, place(planned.value, source, fallback));
  }
  return is_true(planned.sensitive) ? out.as_sensitive() : out;
}

Value PlannedValues::scalar(const Node& node, const Value& source, const Origin* at) const {
  Value value = value_from(&node, file_, arena_);
  return same_scalar(value, source) ? source : value.with_origin(at);
}

Value PlannedValues::map(const Planned& planned, const Value& source, const Origin* fallback, const std::string& reference) const {
  std::vector<Entry> entries;
  auto add = [&](std::string_view key, const Node* value, SourceSpan key_span) {
    Value from = source.is_map() ? source[key] : Value();
    if (from.is_missing() && is_empty(value)) return;   // how a plan shows what is not written
    Value made = make({value, member(planned.unknown, key), member(planned.sensitive, key)}, from, fallback, reference + "." + std::string(key));
    if (made.is_missing()) return;
    SourceSpan span = key_span;
    for (const Entry& entry : written_entries(source))
      if (entry.key == key && entry.key_span.valid()) span = entry.key_span;
    entries.push_back({key, made, span});
  };
  if (planned.value != nullptr)
    for (const data::Member& entry : planned.value->members)
      if (planned.value->get(entry.key) == entry.value) add(entry.key, entry.value, entry.key_span);   // the last of doubles
  if (planned.unknown != nullptr)
    for (const data::Member& entry : planned.unknown->members)
      if (member(planned.value, entry.key) == nullptr && has_unknown(entry.value)) add(entry.key, nullptr, {});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return Value::map(arena_.copy(entries), place(planned.value, source, fallback));
}

Value PlannedValues::list(const Planned& planned, const Value& source, const Origin* fallback, const std::string& reference) const {
  std::vector<Value> items;
  std::vector<Value> sources = paired(*planned.value, source);
  const Origin* at = place(planned.value, source, fallback);
  bool sourced = !source.is_missing() && source.origin() != nullptr;
  for (std::size_t i = 0; i < planned.value->items.size(); ++i) {
    Planned inner{planned.value->items[i], item(planned.unknown, i), item(planned.sensitive, i)};
    Value made = make(inner, sources[i], sourced ? at : fallback, reference + "[" + std::to_string(i) + "]");
    items.push_back(made.is_missing() ? Value::null_value(at) : made);
  }
  return Value::list(arena_.copy(items), at);
}

}  // namespace bulkhead::terraform
