#include "analyzer/terraform/open_object.h"

#include <vector>

namespace bulkhead::terraform {
namespace {

constexpr int kMaxCountDepth = 64;

std::uint64_t count(const Value& value, int depth) {
  if (value.is_unknown()) return 1;
  if (depth > kMaxCountDepth) return 0;
  std::uint64_t found = 0;
  for (const Value& item : value.items()) found += count(item, depth + 1);
  for (const Entry& entry : written_entries(value)) found += count(entry.value, depth + 1);
  return found;
}

}  // namespace

Value open_object(std::span<const Entry> sorted_entries, std::string_view reference, UnknownInfo::Cause cause, const Origin* origin,
                  Arena& arena) {
  std::vector<Entry> entries;
  entries.reserve(sorted_entries.size() + 1);
  auto* info = arena.make<UnknownInfo>(UnknownInfo{cause, reference, {}});
  entries.push_back(Entry{{}, Value::unknown(info, origin), {}});
  entries.insert(entries.end(), sorted_entries.begin(), sorted_entries.end());
  return Value::map(arena.copy(entries), origin);
}

bool is_open(const Value& object) {
  auto entries = object.entries();
  return !entries.empty() && entries[0].key.empty() && entries[0].value.is_unknown();
}

Value open_member(const Value& object, std::string_view name, Arena& arena) {
  const UnknownInfo* base = object.entries()[0].value.unknown();
  auto* info = arena.make<UnknownInfo>(UnknownInfo{base->cause, {}, {}});
  info->reference = arena.copy(std::string(base->reference) + "." + std::string(name));
  return Value::unknown(info, object.origin());
}

std::span<const Entry> written_entries(const Value& object) {
  return is_open(object) ? object.entries().subspan(1) : object.entries();
}

std::uint64_t count_unknown(const Value& value) { return count(value, 0); }

}  // namespace bulkhead::terraform
