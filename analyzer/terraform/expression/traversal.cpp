// References: static paths go to the scope, everything behind them is looked up in the value found.
#include "analyzer/terraform/expression/evaluator.h"
#include "analyzer/terraform/expression/perhaps.h"

namespace bulkhead::terraform {
namespace {

constexpr std::size_t kMaxPath = 32;

bool is_number_name(std::string_view name) { return !name.empty() && name[0] >= '0' && name[0] <= '9'; }

std::string index_suffix(const Value& key) {
  if (key.is_number()) return "[" + number_text(key) + "]";
  std::string text = recognisable_text(key);
  if (key.is_unknown()) return "[" + (text.empty() ? "..." : text) + "]";
  return "[\"" + text + "\"]";
}

}  // namespace

const Binding* Evaluator::find_binding(std::string_view name) const {
  for (const Binding* binding = bindings_; binding; binding = binding->outer)
    if (binding->name == name) return binding;
  return nullptr;
}

Value Evaluator::referenced(Value value, const hcl::Expression& e) {
  return value.with_origin(origin(Origin::Kind::referenced, span(e), value.origin(), written_text(e)));
}

Value Evaluator::resolve(std::span<const std::string_view> path, const hcl::Expression& whole, std::size_t& consumed) {
  consumed = 0;
  Value value = scope_.resolve(path, consumed, span(whole));
  if (consumed == 0) consumed = 1;
  if (consumed > path.size()) consumed = path.size();
  return value.is_missing() ? Value::null_value(value.origin()) : value;
}

Value Evaluator::variable(const hcl::Variable& e) {
  if (e.name.empty()) return splat_element_ ? *splat_element_ : fail(e, "a splat's element outside of a splat");
  if (const Binding* binding = find_binding(e.name)) return binding->value;
  std::string_view path[] = {e.name};
  std::size_t consumed = 0;
  return referenced(resolve(path, e, consumed), e);
}

Value Evaluator::attribute(const hcl::AttributeAccess& e) {
  // The chain of plain names down to the root, last name first.
  std::string_view names[kMaxPath];
  std::size_t count = 0;
  const hcl::Expression* root = &e;
  while (root->kind == hcl::ExpressionKind::attribute && count < kMaxPath - 1) {
    const auto& access = root->as<hcl::AttributeAccess>();
    if (is_number_name(access.name)) break;
    names[count++] = access.name;
    root = access.source;
  }
  Value value;
  std::size_t consumed = 0;
  bool is_static = root->kind == hcl::ExpressionKind::variable && !root->as<hcl::Variable>().name.empty() && count > 0 &&
                   find_binding(root->as<hcl::Variable>().name) == nullptr;
  if (is_static) {
    std::string_view path[kMaxPath];
    path[0] = root->as<hcl::Variable>().name;
    for (std::size_t i = 0; i < count; ++i) path[i + 1] = names[count - 1 - i];
    value = resolve({path, count + 1}, e, consumed);
    for (std::size_t i = consumed; i <= count; ++i) value = member(value, path[i], e);
    return referenced(value, e);
  }
  value = evaluate(*e.source);
  if (!is_number_name(e.name)) return member(value, e.name, e);
  return element(value, number_from(e.name), e);
}

Value Evaluator::member(const Value& source, std::string_view name, const hcl::Expression& at) {
  Value found;
  switch (source.kind()) {
    case ValueKind::unknown: return further(source, "." + std::string(name), at);
    case ValueKind::map: {
      const Entry* entry = find_entry(source, name);
      if (entry != nullptr) {
        found = entry->value;
        break;
      }
      if (const Entry* mark = open_mark(source)) return further(mark->value, "." + std::string(name), at);
      return fail(at, "there is no attribute \"" + std::string(name) + "\" here");
    }
    case ValueKind::missing:
    case ValueKind::null: return fail(at, "attribute \"" + std::string(name) + "\" of a null value");
    default: return fail(at, "a " + std::string(kind_name(source)) + " has no attribute \"" + std::string(name) + "\"");
  }
  if (found.is_missing()) found = Value::null_value(found.origin());
  return source.sensitive() ? found.as_sensitive() : found;
}

Value Evaluator::index(const hcl::IndexAccess& e) {
  Value source = evaluate(*e.source);
  Value key = evaluate(*e.key);
  Value found = element(source, key, e);
  return key.sensitive() ? found.as_sensitive() : found;
}

/// Of an element that nobody knows, the key says what is meant: the place is where it is written, or asked for where it is put together.
const Origin* Evaluator::asked_for(const Value& key, const hcl::Expression& at) {
  const Origin* from = key.origin();
  for (const Origin* link = from; link != nullptr; link = link->via)
    if (link->kind == Origin::Kind::computed) from = nullptr;
  return origin(Origin::Kind::referenced, span(at), from, written_text(at));
}

Value Evaluator::element(const Value& source, const Value& key, const hcl::Expression& at) {
  if (source.is_unknown()) {
    Value told = if_it_holds(key);
    const Value& asked = told.is_string() ? told : key;
    Value value = further(source, index_suffix(asked), at);
    return asked.is_string() ? value.with_origin(asked_for(asked, at)) : value;
  }
  if (source.is_absent()) return fail(at, "index into a null value");
  if (key.is_absent()) return fail(at, "the index is null");
  if (source.is_list() && source.shape() == Shape::set) return fail(at, "elements of a set have no index");
  if (!source.is_list() && !source.is_map()) return fail(at, "a " + std::string(kind_name(source)) + " has no elements");
  if (key.is_unknown()) {
    if (Value told = if_it_holds(key); !told.is_absent() && !told.is_unknown()) {
      std::size_t before = run_.diagnostics.size();
      Value found = element(source, told, at);
      bool fits = run_.diagnostics.size() == before;
      if (run_.steps_left != 0) run_.diagnostics.resize(before);
      if (fits && found.is_unknown()) return found;
      if (fits) return with_perhaps(computed(unknown(key.unknown()->cause, {}, nullptr), at, source, source), found, run_.arena);
    }
    Value value = unknown(key.unknown()->cause, written_text(at), origin(Origin::Kind::referenced, span(at), source.origin()));
    return source.sensitive() ? value.as_sensitive() : value;
  }
  Value found;
  if (source.is_list()) {
    Value number = to_number_value(key);
    if (!number.is_number()) return fail(at, "a list's index must be a number");
    if (!number.is_integer() || number.as_integer() < 0 || number.as_integer() >= static_cast<std::int64_t>(source.items().size()))
      return fail(at, "index " + number_text(number) + " of a list of " + std::to_string(source.items().size()));
    found = source.items()[static_cast<std::size_t>(number.as_integer())];
  } else {
    Value text = to_string_value(key, run_.arena);
    if (!text.is_string()) return fail(at, "a map's key must be a string");
    const Entry* entry = find_entry(source, text.as_string());
    if (entry == nullptr) {
      if (const Entry* mark = open_mark(source)) return further(mark->value, index_suffix(text), at).with_origin(asked_for(key, at));
      return fail(at, "there is no element under this key");
    }
    found = entry->value;
  }
  if (found.is_missing()) found = Value::null_value(found.origin());
  return source.sensitive() ? found.as_sensitive() : found;
}

Value Evaluator::splat(const hcl::Splat& e) {
  Value source = evaluate(*e.source);
  if (source.is_unknown()) {
    std::string_view text = written_text(e);
    std::uint32_t behind = e.end - e.source->end;
    if (text.size() >= behind) return further(source, text.substr(text.size() - behind), e);
    return further(source, "[*]", e);
  }
  std::size_t mark = scratch_.values.size();
  const Value* outer = splat_element_;
  bool single = !source.is_list();
  auto items = single ? std::span<const Value>(&source, source.is_absent() ? 0 : 1) : source.items();
  bool mixed = false;
  for (const Value& item : items) {
    splat_element_ = &item;
    Value value = evaluate(*e.each);
    if (source.sensitive()) value = value.as_sensitive();
    // Results of a typed list have one type; tuples of different lengths do not.
    mixed |= scratch_.values.size() > mark && !single && source.shape() == Shape::collection && value.is_list() &&
             value.shape() == Shape::structural && scratch_.values.back().is_list() &&
             scratch_.values.back().items().size() != value.items().size();
    scratch_.values.push_back(value);
  }
  splat_element_ = outer;
  Value list = list_from(mark, e);
  if (mixed) return fail(e, "the elements of this splat have different types");
  list = list.with_origin(origin(Origin::Kind::referenced, span(e), source.origin(), written_text(e)));
  if (!single && source.shape() != Shape::structural && list.is_list()) list = list.with_shape(Shape::collection);
  return source.sensitive() ? list.as_sensitive() : list;
}

}  // namespace bulkhead::terraform
