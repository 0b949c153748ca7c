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
  Located count = declaration.attribute("count"), for_each = declaration.attribute("for_each");
  return expand(count ? count.attribute : nullptr, for_each ? for_each.attribute : nullptr, count ? count.file : for_each.file, module, module.state());
}

Expansion expand(const hcl::Attribute* count, const hcl::Attribute* for_each, FileId file, Scope& scope, StackState& state) {
  if (count != nullptr && count->value != nullptr) {
    Value value = state.evaluate(*count->value, file, scope);
    if (value.is_unknown()) return unknown_expansion(InstanceKey::Kind::counted, value, state);
    return counted(value, {file, count->begin, count->end}, state);
  }
  if (for_each != nullptr && for_each->value != nullptr) {
    Value value = state.evaluate(*for_each->value, file, scope);
    bool decided = value.is_list() || value.is_map();
    return decided ? keyed(value, {file, for_each->begin, for_each->end}, state) : unknown_expansion(InstanceKey::Kind::keyed, value, state);
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
