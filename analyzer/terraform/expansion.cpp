#include "analyzer/terraform/expansion.h"

#include <algorithm>
#include <charconv>

#include "analyzer/terraform/open_object.h"

namespace bulkhead::terraform {
namespace {

Expansion unknown_expansion(InstanceKey::Kind kind, const Value& cause, StackState& state) {
  UnknownInfo::Cause why = cause.unknown() ? cause.unknown()->cause : UnknownInfo::Cause::error;
  bool counted = kind == InstanceKey::Kind::counted;
  InstanceKey key{kind, state.unknown(why, counted ? "count.index" : "each.key"), {}};
  if (!counted) key.each_value = state.unknown(why, "each.value");
  key.index = key.index.with_origin(cause.origin());
  key.each_value = key.each_value.with_origin(cause.origin());
  return {kind, false, {key}};
}

Expansion counted(const Value& count, SourceSpan at, StackState& state) {
  std::int64_t number = count.as_integer();
  if (count.is_string()) {
    std::string_view text = count.as_string();
    auto end = text.data() + text.size();
    if (std::from_chars(text.data(), end, number).ptr != end || text.empty()) return unknown_expansion(InstanceKey::Kind::counted, count, state);
  } else if (!count.is_number()) {
    return unknown_expansion(InstanceKey::Kind::counted, count, state);
  }
  Expansion made{InstanceKey::Kind::counted, true, {}};
  auto limit = static_cast<std::int64_t>(kMaxInstancesPerBlock);
  if (number > limit) {
    state.problem(at, "count is more than " + std::to_string(limit) + "; the first ones are looked at");
    number = limit;
  }
  for (std::int64_t i = 0; i < number; ++i) made.keys.push_back({InstanceKey::Kind::counted, Value::integer(i, count.origin()), {}});
  return made;
}

InstanceKey keyed_by(const Entry& entry, const Value& collection, StackState& state) {
  const Origin* origin = entry.value.origin() ? entry.value.origin() : collection.origin();
  if (entry.key_span.valid()) origin = state.link(Origin::Kind::written, entry.key_span, nullptr, {});
  return {InstanceKey::Kind::keyed, Value::string(entry.key, origin), entry.value};
}

Expansion keyed(const Value& collection, SourceSpan at, StackState& state) {
  Expansion made{InstanceKey::Kind::keyed, true, {}};
  for (const Value& item : collection.items()) made.keys.push_back({InstanceKey::Kind::keyed, item, item});
  for (const Entry& entry : written_entries(collection)) made.keys.push_back(keyed_by(entry, collection, state));
  if (made.keys.size() > kMaxInstancesPerBlock) {
    state.problem(at, "for_each gives more than " + std::to_string(kMaxInstancesPerBlock) + " instances; the first ones are looked at");
    made.keys.resize(kMaxInstancesPerBlock);
  }
  return made;
}

}  // namespace

Expansion expand(const Declaration& declaration, ModuleInstance& module) {
  StackState& state = module.state();
  if (Located count = declaration.attribute("count"); count && count.attribute->value) {
    Value value = state.evaluate(*count.attribute->value, count.file, module);
    return value.is_unknown() ? unknown_expansion(InstanceKey::Kind::counted, value, state) : counted(value, count.span(), state);
  }
  if (Located for_each = declaration.attribute("for_each"); for_each && for_each.attribute->value) {
    Value value = state.evaluate(*for_each.attribute->value, for_each.file, module);
    return value.is_list() || value.is_map() ? keyed(value, for_each.span(), state) : unknown_expansion(InstanceKey::Kind::keyed, value, state);
  }
  return {InstanceKey::Kind::single, true, {InstanceKey{}}};
}

Value gather(const Expansion& expansion, std::span<const Value> values, const Value& nothing, const Origin* origin, Arena& arena) {
  if (expansion.kind == InstanceKey::Kind::single) return values.empty() ? nothing : values.front();
  if (expansion.kind == InstanceKey::Kind::counted) return Value::list(arena.copy(values), origin);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (expansion.keys[i].index.is_string()) entries.push_back({expansion.keys[i].index.as_string(), values[i], {}});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return Value::map(arena.copy(entries), origin);
}

std::string instance_address(std::string_view address, const InstanceKey& key) {
  std::string made(address);
  if (key.kind == InstanceKey::Kind::single) return made;
  if (key.index.is_string()) return made + "[\"" + std::string(key.index.as_string()) + "\"]";
  if (key.index.is_number()) return made + "[" + std::to_string(key.index.as_integer()) + "]";
  return made + "[*]";
}

}  // namespace bulkhead::terraform
