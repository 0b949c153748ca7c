#include "analyzer/terraform/block_value.h"

#include <algorithm>

namespace bulkhead::terraform {
namespace {

constexpr int kMaxBlockDepth = 60;
constexpr std::size_t kMaxDynamicBlocks = 2000;

SourceSpan span_of(const hcl::Expression& expression, FileId file) { return {file, expression.begin, expression.end}; }

/// Names written as traversals: `aws.core-vpc`, `[tags, engine_version]`, `{ aws.dns = aws.core }`.
Value names_value(const hcl::Expression& expression, FileId file, StackState& state) {
  const Origin* origin = state.link(Origin::Kind::written, span_of(expression, file), nullptr, {});
  if (expression.kind == hcl::ExpressionKind::tuple) {
    std::vector<Value> items;
    for (const hcl::Expression* item : expression.as<hcl::Tuple>().items) items.push_back(names_value(*item, file, state));
    return Value::list(state.arena().copy(items), origin);
  }
  if (expression.kind == hcl::ExpressionKind::object) {
    std::vector<Entry> entries;
    for (const hcl::ObjectItem& item : expression.as<hcl::Object>().items) {
      std::string_view key = state.arena().copy(std::string_view(traversal_text(item.key)));
      entries.push_back({key, names_value(*item.value, file, state), item.key ? span_of(*item.key, file) : SourceSpan{}});
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return Value::map(state.arena().copy(entries), origin);
  }
  return state.text(traversal_text(&expression), origin);
}

bool names_things(std::string_view member) {
  return member == "provider" || member == "providers" || member == "ignore_changes" || member == "replace_triggered_by" ||
         member == "configuration_aliases";
}

Value argument(const Located& located, BlockScope& scope, StackState& state) {
  if (!located.attribute->value) return state.unknown(UnknownInfo::Cause::error, {});
  const hcl::Expression& expression = *located.attribute->value;
  if (names_things(located.attribute->name)) return names_value(expression, located.file, state);
  return state.evaluate(expression, located.file, scope);
}

class DynamicBlock {
 public:
  DynamicBlock(const hcl::Block& block, FileId file, BlockScope& scope, StackState& state, int depth)
      : block_(block), file_(file), scope_(scope), state_(state), depth_(depth) {
    iterator_.name = block.labels.empty() ? std::string_view() : block.labels[0].text;
    if (const hcl::Attribute* named = block.body->attribute("iterator"))
      if (named->value && named->value->kind == hcl::ExpressionKind::variable) iterator_.name = named->value->as<hcl::Variable>().name;
    iterator_.outer = scope.iterator();
    for (const hcl::Block* inner : block.body->blocks)
      if (inner->type == "content") content_ = inner;
  }

  void expand(std::vector<Value>& out) {
    const hcl::Attribute* for_each = block_.body->attribute("for_each");
    if (!for_each || !for_each->value || !content_ || !content_->body) return;
    Value collection = state_.evaluate(*for_each->value, file_, scope_);
    if (collection.is_unknown()) return add(out, unknown_of(collection, ".key"), unknown_of(collection, ".value"));
    std::size_t made = 0;
    std::int64_t index = 0;
    const SourceSpan place{file_, for_each->begin, for_each->end};
    // Blocks in blocks multiply: what the stack has no room for ends every level.
    auto room = [&] { return made < kMaxDynamicBlocks && state_.admit_dynamic_block(place); };
    for (const Value& item : collection.items()) {
      if (!room()) break;
      ++made;
      add(out, Value::integer(index++), item);
    }
    for (const Entry& entry : collection.entries()) {
      if (entry.key.empty() && entry.value.is_unknown()) continue;
      if (!room()) break;
      ++made;
      add(out, Value::string(entry.key, key_origin(entry)), entry.value);
    }
    if (made == kMaxDynamicBlocks && made < collection.items().size() + collection.entries().size())
      state_.problem(place, "for_each gives more than " + std::to_string(kMaxDynamicBlocks) + " blocks; the others are left out");
  }

 private:
  const Origin* key_origin(const Entry& entry) {
    return entry.key_span.valid() ? state_.link(Origin::Kind::written, entry.key_span, nullptr, {}) : entry.value.origin();
  }

  Value unknown_of(const Value& collection, std::string_view member) {
    return state_.unknown(collection.unknown()->cause, std::string(iterator_.name) + std::string(member)).with_origin(collection.origin());
  }

  void add(std::vector<Value>& out, const Value& key, const Value& value) {
    iterator_.key = key;
    iterator_.value = value;
    BlockScope inside(scope_, &iterator_);
    out.push_back(evaluate_block(*content_, file_, inside, state_, depth_ + 1));
  }

  const hcl::Block& block_;
  FileId file_;
  BlockScope& scope_;
  StackState& state_;
  int depth_;
  BlockIterator iterator_;
  const hcl::Block* content_ = nullptr;
};

void add_block(const LocatedBlock& located, BlockScope& scope, StackState& state, int depth, std::vector<Value>& out) {
  if (!located.block->body || depth > kMaxBlockDepth) return;
  if (located.block->type == "dynamic")
    DynamicBlock(*located.block, located.file, scope, state, depth).expand(out);
  else
    out.push_back(evaluate_block(*located.block, located.file, scope, state, depth));
}

void add_labels(const hcl::Block& block, FileId file, StackState& state, std::vector<Entry>& entries) {
  if (block.type != "provisioner" || block.labels.empty()) return;
  SourceSpan at{file, block.labels[0].begin, block.labels[0].end};
  entries.push_back({"type", Value::string(block.labels[0].text, state.link(Origin::Kind::written, at, nullptr, {})), at});
}

}  // namespace

bool is_meta_argument(std::string_view name) { return name == "count" || name == "for_each" || name == "depends_on"; }

Value evaluate_member(const Member& member, BlockScope& scope, StackState& state) {
  if (member.attribute) return argument(member.attribute, scope, state);
  std::vector<Value> blocks;
  for (const LocatedBlock& block : member.blocks) add_block(block, scope, state, 0, blocks);
  const LocatedBlock& first = member.blocks.front();
  SourceSpan at{first.file, first.block->begin, first.block->header_end};
  return Value::list(state.arena().copy(blocks), state.link(Origin::Kind::written, at, nullptr, {}));
}

Value evaluate_block(const hcl::Block& block, FileId file, BlockScope& scope, StackState& state, int depth) {
  std::vector<Entry> entries;
  for (const hcl::Attribute& attribute : block.body->attributes) {
    // `when = destroy`, `on_failure = continue`: words of the language.
    bool word = block.type == "provisioner" && attribute.value && (attribute.name == "when" || attribute.name == "on_failure");
    Value value = word ? names_value(*attribute.value, file, state) : argument({&attribute, file}, scope, state);
    entries.push_back({attribute.name, value, {file, attribute.begin, attribute.name_end}});
  }
  std::vector<std::pair<std::string_view, std::vector<Value>>> groups;
  for (const hcl::Block* nested : block.body->blocks) {
    std::string_view name = nested->type == "dynamic" && !nested->labels.empty() ? nested->labels[0].text : nested->type;
    auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == name; });
    if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
    add_block({nested, file}, scope, state, depth + 1, group->second);
  }
  SourceSpan header{file, block.begin, block.header_end};
  const Origin* origin = state.link(Origin::Kind::written, header, nullptr, {});
  for (auto& [name, values] : groups) entries.push_back({name, Value::list(state.arena().copy(values), origin), header});
  add_labels(block, file, state, entries);
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return Value::map(state.arena().copy(entries), origin);
}

}  // namespace bulkhead::terraform
