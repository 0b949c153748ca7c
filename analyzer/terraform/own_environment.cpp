#include "analyzer/terraform/own_environment.h"

#include <vector>

namespace bulkhead::terraform {
namespace {

constexpr int kMaxDepth = 12;

/// Environment of one key: the whole word, or the last token of a name such as `app-production`.
std::optional<Environment> key_environment(std::string_view key, const Vocabulary& vocabulary) {
  if (auto word = vocabulary.word(key)) return word;
  auto named = vocabulary.name(key);
  if (named && named->strong && named->last) return named->environment;
  return std::nullopt;
}

bool keyed_by_environment(const Value& map, const Vocabulary& vocabulary) {
  std::size_t words = 0;
  for (const Entry& entry : map.entries()) words += key_environment(entry.key, vocabulary).has_value();
  return words >= 2 && words * 2 >= map.entries().size();
}

Value prune(const Value& value, const Environment& own, const Vocabulary& vocabulary, Arena& arena, int depth) {
  if (depth > kMaxDepth || !(value.is_map() || value.is_list())) return value;
  bool changed = false;
  if (value.is_list()) {
    std::vector<Value> items;
    for (const Value& item : value.items()) {
      items.push_back(prune(item, own, vocabulary, arena, depth + 1));
      changed |= items.back().items().data() != item.items().data() || items.back().entries().data() != item.entries().data();
    }
    return changed ? Value::list(arena.copy(items), value.origin()) : value;
  }
  bool keyed = keyed_by_environment(value, vocabulary);
  std::vector<Entry> entries;
  for (const Entry& entry : value.entries()) {
    auto environment = keyed ? key_environment(entry.key, vocabulary) : std::nullopt;
    if (environment && environment->name != own.name) {
      changed = true;
      continue;
    }
    entries.push_back(entry);
    Value& kept = entries.back().value;
    kept = prune(entry.value, own, vocabulary, arena, depth + 1);
    changed |= kept.items().data() != entry.value.items().data() || kept.entries().data() != entry.value.entries().data();
  }
  return changed ? Value::map(arena.copy(entries), value.origin()) : value;
}

}  // namespace

Classification environment_of_local(std::string_view name, std::string_view file_name, SourceSpan at, const Classification& stack,
                                    const Vocabulary& vocabulary) {
  if (auto named = vocabulary.name(name); named && named->strong && named->environment.name != stack.environment.name)
    return {named->environment, {EnvironmentReason::Signal::name, "local." + std::string(name), at}};
  std::string_view stem = file_name.substr(0, file_name.find('.'));
  if (auto named = vocabulary.name(stem); named && named->strong && named->last && named->environment.name != stack.environment.name)
    return {named->environment, {EnvironmentReason::Signal::path, "file " + std::string(file_name), at}};
  return stack;
}

Value own_entries(const Value& value, const Environment& own, const Vocabulary& vocabulary, Arena& arena) {
  return own.known() ? prune(value, own, vocabulary, arena, 0) : value;
}

}  // namespace bulkhead::terraform
