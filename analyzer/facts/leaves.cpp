#include "analyzer/facts/leaves.h"

#include <algorithm>
#include <initializer_list>

namespace bulkhead {
namespace {

constexpr int kMaxDepth = 48;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Walk {
  FactSink& sink;
  const Environment& own;
  const std::function<bool(std::string_view, const Value&)>& skip;
  const std::function<void(const Leaf&)>& visit;

  void value(const Value& at, std::string_view key, const Environment* environment, int depth) {
    if (depth > kMaxDepth) return;
    if (at.kind() == ValueKind::string) return visit(Leaf{at, key, environment});
    if (at.is_unknown()) return unknown(at, key, environment, depth);
    if (!at.is_list() && !at.is_map()) return;
    bool referred = at.origin() != nullptr && at.origin()->kind == Origin::Kind::referenced;
    if (referred) sink.enter(at.origin());
    if (at.is_list()) list(at, key, environment, depth);
    else map(at, key, environment, depth);
    if (referred) sink.leave();
  }

  /// What may be there is looked at as what is.
  void unknown(const Value& at, std::string_view key, const Environment* environment, int depth) {
    const UnknownInfo* info = at.unknown();
    bool says_more = info != nullptr && info->perhaps != nullptr && info->reference.empty() && info->pattern.empty();
    if (says_more) value(*info->perhaps, key, environment, depth + 1);
    else visit(Leaf{at, key, environment});
  }

  void list(const Value& at, std::string_view key, const Environment* environment, int depth) {
    if (at.items().empty() || !sink.first_visit(at.items().data(), environment ? *environment : own)) return;
    for (const Value& item : at.items()) value(item, key, environment, depth + 1);
  }

  /// True where a switch beside `key` turns it off: `enabled = false`, `deploy_dms = false` beside or above `dms_config`.
  static bool switched_off(std::span<const Entry> entries) {
    for (const Entry& entry : entries)
      if (entry.value.is_boolean() && !entry.value.as_boolean() && (entry.key == "enabled" || entry.key == "create" || entry.key.starts_with("deploy_"))) return true;
    return false;
  }

  /// `{ environment = "production", bucket = … }`: an item of a list of all environments says whose it is.
  std::optional<Environment> declared_environment(std::span<const Entry> entries) const {
    for (const Entry& entry : entries)
      if (entry.value.is_string() && one_of(entry.key, {"environment", "env", "environment_name", "env_name"}))
        if (auto word = sink.vocabulary().strong_word(entry.value.as_string())) return word;
    return std::nullopt;
  }

  void map(const Value& at, std::string_view key, const Environment* environment, int depth) {
    auto entries = at.entries();
    if (entries.empty() || !sink.first_visit(entries.data(), environment ? *environment : own)) return;
    if (switched_off(entries) || named_pair(at, entries, environment, depth)) return;
    std::vector<std::string_view> keys;
    for (const Entry& entry : entries) keys.push_back(entry.key);
    bool keyed = keys.size() > 1 ? sink.vocabulary().environment_keyed(keys)
                                 : entries[0].value.is_map() && sink.vocabulary().strong_word(entries[0].key).has_value();
    if (!keyed && environment == nullptr)
      if (auto declared = declared_environment(entries)) environment = sink.keep(*declared);
    const auto* flags = sink.flags_of(entries);
    for (const Entry& entry : entries) {
      if (skip(entry.key, entry.value) || (flags != nullptr && Value::map(*flags)[entry.key].is_false().yes())) continue;
      std::optional<Environment> named = keyed ? sink.vocabulary().word(entry.key) : std::nullopt;
      // The entry's own key says nothing where it is the environment: the map's key does.
      value(entry.value, named ? key : entry.key, named ? sink.keep(*named) : environment, depth + 1);
    }
  }

  /// {name: "DB_HOST", value: "…"} as containers write it.
  bool named_pair(const Value& at, std::span<const Entry> entries, const Environment* environment, int depth) {
    if (entries.size() > 3) return false;
    Value name = at["name"], content = at["value"];
    if (!name.is_string() || content.is_absent()) return false;
    value(content, name.as_string(), environment, depth + 1);
    return true;
  }
};

}  // namespace

void for_each_leaf(const Value& root, std::string_view key, FactSink& sink, const Environment& own, const std::function<bool(std::string_view, const Value&)>& skip,
                   const std::function<void(const Leaf&)>& visit) {
  Walk{sink, own, skip, visit}.value(root, key, nullptr, 0);
}

}  // namespace bulkhead
