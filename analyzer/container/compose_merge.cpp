#include "analyzer/container/compose_merge.h"

#include <algorithm>
#include <map>
#include <string>

namespace bulkhead::container {
namespace {

constexpr int kMaxDepth = 100;

const Entry* mark_of(const Value& value) {
  auto entries = value.entries();
  bool marked = entries.size() == 1 && (entries[0].key == kResetMark || entries[0].key == kOverrideMark);
  return marked ? &entries[0] : nullptr;
}

bool replaces(std::string_view key) { return key == "command" || key == "entrypoint" || key == "test" || key == "build_command"; }

/// What makes an item of a list the same thing in both files; empty for lists that are only appended.
std::string identity(std::string_view list, const Value& item) {
  auto text = [&](std::string_view key) { return recognisable_text(item[key]) + (item[key].is_integer() ? std::to_string(item[key].as_integer()) : ""); };
  bool named = list == "volumes" || list == "ports" || list == "secrets" || list == "configs";
  if (named && !item.is_map()) return {};
  if (list == "volumes") return "target:" + text("target");
  if (list == "ports") return "port:" + text("host_ip") + "/" + text("target") + "/" + text("published") + "/" + text("protocol");
  if (list == "secrets" || list == "configs") return "source:" + text("source") + "/" + text("target");
  if (list == "env_file" || list == "cap_add" || list == "cap_drop" || list == "devices" || list == "security_opt" || list == "dns")
    return item.is_string() ? "text:" + std::string(item.as_string()) : std::string();
  return {};
}

Value merge(std::string_view key, const Value& base, const Value& over, ValueBuilder& build, int depth);

Value merge_lists(std::string_view key, const Value& base, const Value& over, ValueBuilder& build) {
  std::vector<Value> items(base.items().begin(), base.items().end());
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (std::string name = identity(key, items[i]); !name.empty()) places.emplace(std::move(name), i);
  for (const Value& item : over.items()) {
    std::string name = identity(key, item);
    auto same = name.empty() ? places.end() : places.find(name);
    if (same != places.end()) items[same->second] = item;
    else items.push_back(item);
  }
  return build.list(items, over.origin());
}

Value merge_maps(const Value& base, const Value& over, ValueBuilder& build, int depth) {
  std::vector<Entry> entries(base.entries().begin(), base.entries().end());
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < entries.size(); ++i) places[entries[i].key] = i;
  std::vector<bool> removed(entries.size(), false);
  for (const Entry& entry : over.entries()) {
    auto same = places.find(entry.key);
    const Entry* mark = mark_of(entry.value);
    if (mark != nullptr && mark->key == kResetMark) {
      if (same != places.end()) removed[same->second] = true;
    } else if (same == places.end()) {
      entries.push_back({entry.key, mark != nullptr ? mark->value : entry.value, entry.key_span});
      removed.push_back(false);
    } else {
      Entry& place = entries[same->second];
      place.value = merge(entry.key, place.value, entry.value, build, depth + 1);
      place.key_span = entry.key_span;
    }
  }
  std::vector<Entry> kept;
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (!removed[i]) kept.push_back(entries[i]);
  return build.map(kept, base.origin());
}

Value merge(std::string_view key, const Value& base, const Value& over, ValueBuilder& build, int depth) {
  if (const Entry* mark = mark_of(over)) return mark->value;
  if (depth > kMaxDepth || replaces(key)) return over;
  if (over.is_null() && !base.is_missing()) return base;
  if (base.is_map() && over.is_map()) return merge_maps(base, over, build, depth);
  if (base.is_list() && over.is_list()) return merge_lists(key, base, over, build);
  return over;
}

Value strip(const Value& value, ValueBuilder& build, int depth) {
  if (depth > kMaxDepth) return value;
  if (value.is_list()) {
    std::vector<Value> items;
    for (const Value& item : value.items()) items.push_back(strip(item, build, depth + 1));
    return build.list(items, value.origin());
  }
  if (!value.is_map()) return value;
  std::vector<Entry> entries;
  for (const Entry& entry : value.entries()) {
    const Entry* mark = mark_of(entry.value);
    if (mark != nullptr && mark->key == kResetMark) continue;
    entries.push_back({entry.key, strip(mark != nullptr ? mark->value : entry.value, build, depth + 1), entry.key_span});
  }
  return build.map(entries, value.origin());
}

}  // namespace

Value merge_service(const Value& base, const Value& over, ValueBuilder& build) { return merge({}, base, over, build, 0); }

Value without_marks(const Value& value, ValueBuilder& build) { return strip(value, build, 0); }

}  // namespace bulkhead::container
