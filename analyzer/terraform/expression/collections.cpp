// Tuples, objects and for expressions.
#include "analyzer/terraform/declaration.h"
#include "analyzer/terraform/expression/evaluator.h"
#include "analyzer/terraform/expression/perhaps.h"

namespace bulkhead::terraform {

namespace {

/// `a.b`, `a[0].c`, `a["k"]`: what the language takes for a misspelt reference where it stands as a key. `a[b].c` is none.
bool is_static_traversal(const hcl::Expression& key) {
  const hcl::Expression* at = &key;
  for (;;) {
    if (at->kind == hcl::ExpressionKind::attribute) {
      at = at->as<hcl::AttributeAccess>().source;
    } else if (at->kind == hcl::ExpressionKind::index) {
      const auto& index = at->as<hcl::IndexAccess>();
      bool literal = index.key && (index.key->kind == hcl::ExpressionKind::number_literal || !literal_text(index.key).empty());
      if (!literal) return false;
      at = index.source;
    } else {
      return at != &key && at->kind == hcl::ExpressionKind::variable;
    }
    if (at == nullptr) return false;
  }
}

}  // namespace

Value Evaluator::tuple(const hcl::Tuple& e) {
  std::size_t mark = scratch_.values.size();
  for (const hcl::Expression* item : e.items) {
    Value value = evaluate(*item);
    scratch_.values.push_back(value);
  }
  return list_from(mark, e);
}

Value Evaluator::object(const hcl::Object& e) {
  std::size_t mark = scratch_.entries.size();
  const UnknownInfo* open = nullptr;   // of a key that nobody knows
  bool sensitive = false;
  for (const hcl::ObjectItem& item : e.items) {
    Value key;
    if (is_static_traversal(*item.key)) {
      key = fail(*item.key, "a key that is a reference needs parentheses around it");
      scratch_.entries.resize(mark);
      return key;
    }
    key = evaluate(*item.key);
    Value text = to_string_value(key, run_.arena);
    if (text.is_missing()) {
      scratch_.entries.resize(mark);
      return fail(*item.key, key.is_absent() ? "a key is null" : "a key must be a string");
    }
    sensitive |= key.sensitive();
    Value value = evaluate(*item.value);
    std::string_view name = text.as_string();
    if (text.is_unknown()) {
      // The entry is there under a name that nobody knows: what is known of it stands for it, and the object stays open.
      name = run_.arena.copy(std::string_view(recognisable_text(text)));
      open = text.unknown();
      if (name.empty()) continue;
    }
    scratch_.entries.push_back({name, value, span(*item.key)});
  }
  if (open) scratch_.entries.push_back({{}, unknown(open->cause, {}, written(e)), {}});
  Value made = map_from(mark, e);
  return sensitive ? made.as_sensitive() : made;
}

int Evaluator::condition(const hcl::Expression& e, std::string_view what) {
  Value value = evaluate(e);
  if (value.is_unknown()) {
    undecided_by_ = value.unknown()->cause;
    return -1;
  }
  Value boolean = to_boolean_value(value);
  if (boolean.is_boolean()) return boolean.as_boolean();
  fail(e, value.is_absent() ? "the condition of this " + std::string(what) + " is null"
                            : "the condition of this " + std::string(what) + " must be a boolean");
  return -2;
}

/// Calls visit() with the names bound for each element, until it gives false.
template <class Visit>
bool Evaluator::each(const Value& collection, std::string_view key_name, std::string_view value_name, Visit visit) {
  Binding key{key_name, {}, bindings_};
  Binding value{value_name, {}, key_name.empty() ? bindings_ : &key};
  const Binding* outer = std::exchange(bindings_, &value);
  bool fine = true;
  auto step = [&](const Value& element) {
    value.value = collection.sensitive() ? element.as_sensitive() : element;
    fine = run_.steps_left != 0 && visit();
    return fine;
  };
  if (collection.is_list()) {
    auto items = collection.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
      key.value = collection.shape() == Shape::set ? items[i] : Value::integer(static_cast<std::int64_t>(i));
      if (!step(items[i])) break;
    }
  } else {
    for (const Entry& entry : written_entries_of(collection)) {
      if (!key_name.empty()) {
        const Origin* from = entry.key_span.valid() ? origin(Origin::Kind::written, entry.key_span) : entry.value.origin();
        key.value = Value::string(entry.key, from);
      }
      if (!step(entry.value)) break;
    }
  }
  bindings_ = outer;
  return fine;
}

Value Evaluator::for_expression(const hcl::ForExpr& e) {
  Value collection = evaluate(*e.collection);
  if (collection.is_unknown()) {
    Value result = computed(unknown(collection.unknown()->cause, {}, nullptr), e, collection, collection);
    std::size_t before = run_.diagnostics.size();
    if (e.key == nullptr && !certain_members(collection).empty()) {
      Value members = for_over(e, Value::list(certain_members(collection), collection.origin()));
      if (run_.steps_left != 0) run_.diagnostics.resize(before);
      result = with_members(result, members.items(), run_.arena);
    }
    Value told = if_it_holds(collection);
    if (!told.is_list() && !told.is_map()) return result;
    Value made = for_over(e, told);
    if (run_.steps_left != 0) run_.diagnostics.resize(before);
    return with_perhaps(result, if_it_holds(made), run_.arena);
  }
  if (collection.is_absent()) return fail(*e.collection, "for over a null value");
  if (!collection.is_list() && !collection.is_map()) return fail(*e.collection, "for over a " + std::string(kind_name(collection)));
  return for_over(e, collection);
}

Value Evaluator::for_over(const hcl::ForExpr& e, const Value& collection) {
  std::size_t values = scratch_.values.size(), entries = scratch_.entries.size();
  Value result = e.key == nullptr ? for_tuple(e, collection) : for_object(e, collection);
  scratch_.values.resize(values);
  scratch_.entries.resize(entries);
  return collection.sensitive() ? result.as_sensitive() : result;
}

Value Evaluator::for_tuple(const hcl::ForExpr& e, const Value& collection) {
  std::size_t mark = scratch_.values.size();
  int verdict = 1;
  each(collection, e.key_name, e.value_name, [&] {
    verdict = e.condition == nullptr ? 1 : condition(*e.condition, "for expression");
    if (verdict < 0) return false;
    if (verdict == 0) return true;
    Value value = evaluate(*e.value);
    scratch_.values.push_back(value);
    return true;
  });
  if (verdict < 0) return unknown(verdict == -1 ? undecided_by_ : UnknownInfo::Cause::error, {}, written(e));
  if (run_.steps_left == 0) return unknown(UnknownInfo::Cause::limit, {}, written(e));
  Value made = list_from(mark, e);
  // A map of which only a part is known has more elements than those.
  const Entry* rest = open_mark(collection);
  if (rest == nullptr) return made;
  return with_members(with_perhaps(unknown(rest->value.unknown()->cause, {}, written(e)), made, run_.arena), made.items(), run_.arena);
}

Value Evaluator::for_object(const hcl::ForExpr& e, const Value& collection) {
  std::size_t mark = scratch_.entries.size();
  auto stop = UnknownInfo::Cause::other, open_by = UnknownInfo::Cause::other;
  // Of a partly known map the result is partly known too.
  const Entry* rest = open_mark(collection);
  bool open = rest != nullptr;
  bool fine = each(collection, e.key_name, e.value_name, [&] {
    int verdict = e.condition == nullptr ? 1 : condition(*e.condition, "for expression");
    if (verdict == -1) stop = undecided_by_;
    if (verdict == -2) stop = UnknownInfo::Cause::error;
    if (verdict <= 0) return verdict == 0;
    Value key = evaluate(*e.key);
    Value text = to_string_value(key, run_.arena);
    if (text.is_missing()) {
      fail(*e.key, key.is_absent() ? "a key is null" : "a key must be a string");
      stop = UnknownInfo::Cause::error;
      return false;
    }
    Value value = evaluate(*e.value);
    std::string_view name = text.as_string();
    if (text.is_unknown()) {
      open = true;
      open_by = text.unknown()->cause;
      name = run_.arena.copy(std::string_view(recognisable_text(text)));
      if (name.empty()) return true;
    }
    scratch_.entries.push_back({name, value, decisive_span(text.origin())});
    return true;
  });
  if (run_.steps_left == 0) stop = UnknownInfo::Cause::limit;
  if (!fine) return unknown(stop, {}, written(e));
  auto begin = scratch_.entries.begin() + static_cast<std::ptrdiff_t>(mark);
  std::stable_sort(begin, scratch_.entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  auto same = std::adjacent_find(begin, scratch_.entries.end(), [](const Entry& a, const Entry& b) { return a.key == b.key; });
  if (e.grouping) {
    group(mark);
  } else if (same != scratch_.entries.end() && !open) {
    return fail(*e.key, "two elements of this for expression have the key \"" + std::string(same->key) + "\"");
  }
  if (rest) {
    const UnknownInfo& info = *rest->value.unknown();
    scratch_.entries.push_back({{}, unknown(info.cause, info.reference.empty() ? written_text(*e.collection) : info.reference, written(e)), {}});
  } else if (open) {
    scratch_.entries.push_back({{}, unknown(open_by, {}, written(e)), {}});
  }
  return map_from(mark, e);
}

/// Entries from `mark` are sorted: those of one key become one entry with the tuple of their values.
void Evaluator::group(std::size_t mark) {
  auto& entries = scratch_.entries;
  std::size_t out = mark;
  for (std::size_t i = mark; i < entries.size();) {
    std::size_t values = scratch_.values.size();
    std::size_t next = i;
    for (; next < entries.size() && entries[next].key == entries[i].key; ++next) scratch_.values.push_back(entries[next].value);
    auto items = run_.arena.copy(std::span<const Value>(scratch_.values.data() + values, next - i));
    scratch_.values.resize(values);
    entries[out] = entries[i];
    entries[out++].value = Value::list(items, entries[i].value.origin());
    i = next;
  }
  entries.resize(out);
}

void Evaluator::render_for(const hcl::TemplatePart& part, Rendering& out) {
  const hcl::TemplateFor& directive = *part.for_directive;
  Value collection = evaluate(*directive.collection);
  if (collection.is_list() || collection.is_map()) {
    each(collection, directive.key_name, directive.value_name, [&] {
      render(directive.body, out);
      return true;
    });
    return;
  }
  if (!collection.is_unknown()) collection = fail(*directive.collection, "for over a " + std::string(kind_name(collection)));
  render_value(collection, *directive.collection, out);
}

}  // namespace bulkhead::terraform
