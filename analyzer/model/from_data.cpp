#include "analyzer/model/from_data.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "parsers/data/scalars.h"

namespace bulkhead {
namespace {

class Converter {
 public:
  Converter(FileId file, Arena& arena, bool sort_keys, const Origin* via, YamlBooleans booleans)
      : file_(file), arena_(arena), sort_keys_(sort_keys), via_(via), booleans_(booleans) {}

  Value convert(const data::Node& node, int depth) {
    if (depth > data::kMaxDepth) return Value::unknown(&kTooDeep, origin(node));
    if (!node.shared) return fresh(node, depth);
    if (auto known = shared_.find(&node); known != shared_.end()) return known->second;
    Value value = fresh(node, depth);
    shared_.emplace(&node, value);
    return value;
  }

 private:
  static constexpr UnknownInfo kTooDeep{UnknownInfo::Cause::limit, {}, {}};

  const Origin* origin(const data::Node& node) {
    return arena_.make<Origin>(Origin{Origin::Kind::written, {file_, node.begin, node.end}, via_, {}});
  }

  /// A mapping under a key begins with the key: what it lacks is to be added below that.
  const Origin* from_key(const data::Member& member) {
    SourceSpan at = member.key_span;
    if (member.value->begin >= at.end) at.end = member.value->end;   // not an alias of what stands elsewhere
    return arena_.make<Origin>(Origin{Origin::Kind::written, at, via_, {}});
  }

  Value fresh(const data::Node& node, int depth) {
    const Origin* where = origin(node);
    switch (node.kind) {
      case data::NodeKind::null_value: return Value::null_value(where);
      case data::NodeKind::boolean: return Value::boolean(node.boolean, where);
      case data::NodeKind::number: return number(node, where);
      case data::NodeKind::string:
        if (booleans_ == YamlBooleans::kubernetes)
          if (auto flag = data::yaml_1_1_boolean(node)) return Value::boolean(*flag, where);
        return Value::string(node.text, where);
      case data::NodeKind::sequence: return list(node, where, depth);
      case data::NodeKind::mapping: return map(node, where, depth);
    }
    return Value::missing(where);
  }

  static Value number(const data::Node& node, const Origin* where) {
    auto number = data::read_number(node.text);
    if (!number) return Value::string(node.text, where);   // larger than a double holds
    if (number->integer) return Value::integer(number->whole, where);
    return exact_as_double(node.text) ? Value::number(number->decimal, where) : Value::decimal(node.text, where);
  }

  /// Fifteen digits survive the way into a double; what is no plain decimal (`.inf`, `1_000.5`) is left to it too.
  static bool exact_as_double(std::string_view text) {
    std::size_t digits = 0;
    for (char c : text) {
      if (c >= '0' && c <= '9') digits += digits != 0 || c != '0';
      else if (c != '.' && c != '-') return true;
    }
    return digits <= 15;
  }

  Value list(const data::Node& node, const Origin* where, int depth) {
    std::vector<Value> items;
    items.reserve(node.items.size());
    for (const data::Node* item : node.items) items.push_back(convert(*item, depth + 1));
    return Value::list(arena_.copy(items), where);
  }

  Value map(const data::Node& node, const Origin* where, int depth) {
    std::vector<Entry> entries;
    entries.reserve(node.members.size());
    for (const data::Member& member : node.members) {
      Value value = convert(*member.value, depth + 1);
      entries.push_back({member.key, value.is_map() ? value.with_origin(from_key(member)) : value, member.key_span});
    }
    if (sort_keys_) sort(entries);
    return Value::map(arena_.copy(entries), where);
  }

  static void sort(std::vector<Entry>& entries) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (i + 1 == entries.size() || entries[i].key != entries[i + 1].key) entries[kept++] = entries[i];
    entries.resize(kept);
  }

  FileId file_;
  Arena& arena_;
  bool sort_keys_;
  const Origin* via_;
  YamlBooleans booleans_;
  std::unordered_map<const data::Node*, Value> shared_;
};

}  // namespace

Value value_from(const data::Node* node, FileId file, Arena& arena, bool sort_keys, const Origin* via, YamlBooleans booleans) {
  if (!node) return {};
  return Converter(file, arena, sort_keys, via, booleans).convert(*node, 0);
}

}  // namespace bulkhead
