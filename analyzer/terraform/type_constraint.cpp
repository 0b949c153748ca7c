#include "analyzer/terraform/type_constraint.h"

#include <algorithm>

#include "analyzer/terraform/declaration.h"
#include "analyzer/terraform/expression/convert.h"
#include "analyzer/terraform/open_object.h"

namespace bulkhead::terraform {
namespace {

using Kind = TypeConstraint::Kind;
constexpr int kMaxTypeDepth = 64;

std::unique_ptr<TypeConstraint> parse(const hcl::Expression* expression, int depth);

Kind kind_of(std::string_view name) {
  if (name == "string") return Kind::string;
  if (name == "number") return Kind::number;
  if (name == "bool") return Kind::boolean;
  if (name == "list") return Kind::list;
  if (name == "set") return Kind::set;
  if (name == "map") return Kind::map;
  if (name == "object") return Kind::object;
  if (name == "tuple") return Kind::tuple;
  return Kind::any;
}

TypeConstraint::Attribute parse_attribute(std::string_view name, const hcl::Expression* type, int depth) {
  TypeConstraint::Attribute attribute;
  attribute.name = name;
  if (type && type->kind == hcl::ExpressionKind::call && type->as<hcl::Call>().name == "optional") {
    const auto& call = type->as<hcl::Call>();
    attribute.optional = true;
    if (call.arguments.size() > 1) attribute.default_value = call.arguments[1];
    type = call.arguments.empty() ? nullptr : call.arguments[0];
  }
  attribute.type = parse(type, depth + 1);
  return attribute;
}

std::string_view key_text(const hcl::Expression* key) {
  if (key && key->kind == hcl::ExpressionKind::variable) return key->as<hcl::Variable>().name;
  return literal_text(key);
}

std::unique_ptr<TypeConstraint> parse_call(const hcl::Call& call, int depth) {
  auto type = std::make_unique<TypeConstraint>();
  type->kind = kind_of(call.name);
  const hcl::Expression* inner = call.arguments.empty() ? nullptr : call.arguments[0];
  if (type->kind == Kind::list || type->kind == Kind::set || type->kind == Kind::map) {
    type->element = parse(inner, depth + 1);
  } else if (type->kind == Kind::object && inner && inner->kind == hcl::ExpressionKind::object) {
    for (const auto& item : inner->as<hcl::Object>().items)
      type->attributes.push_back(parse_attribute(key_text(item.key), item.value, depth));
    std::stable_sort(type->attributes.begin(), type->attributes.end(),
                     [](const auto& a, const auto& b) { return a.name < b.name; });
  } else if (type->kind == Kind::tuple && inner && inner->kind == hcl::ExpressionKind::tuple) {
    for (const hcl::Expression* item : inner->as<hcl::Tuple>().items) type->elements.push_back(parse(item, depth + 1));
  } else {
    type->kind = Kind::any;
  }
  return type;
}

std::unique_ptr<TypeConstraint> parse(const hcl::Expression* expression, int depth) {
  auto any = std::make_unique<TypeConstraint>();
  if (!expression || depth > kMaxTypeDepth) return any;
  if (expression->kind == hcl::ExpressionKind::call) return parse_call(expression->as<hcl::Call>(), depth);
  std::string_view name = expression->kind == hcl::ExpressionKind::variable ? expression->as<hcl::Variable>().name : literal_text(expression);
  any->kind = kind_of(name);
  if (any->kind == Kind::object || any->kind == Kind::tuple) any->kind = Kind::any;
  return any;
}

/// The converted value in place of the old one; false when there is no conversion.
bool take(Value& value, const Value& converted) {
  if (converted.is_missing()) return false;
  value = converted;
  return true;
}

bool is_any(const TypeConstraint& type) { return !type.element || type.element->kind == Kind::any; }

/// Elements of a list, set or map brought to its element type.
bool convert_elements(std::vector<Value>& items, const TypeConstraint& type, Converter& converter) {
  if (is_any(type)) return unify(items, converter.arena());
  bool good = true;
  for (Value& item : items) good &= convert(item, *type.element, converter);
  return good;
}

bool to_list(Value& value, const TypeConstraint& type, Converter& converter) {
  if (!value.is_list()) return false;
  std::vector<Value> items(value.items().begin(), value.items().end());
  bool good = convert_elements(items, type, converter);
  if (type.kind == Kind::set) {
    std::stable_sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return compare_values(a, b) < 0; });
    auto same = [](const Value& a, const Value& b) { return equal_values(a, b).yes(); };
    items.erase(std::unique(items.begin(), items.end(), same), items.end());
  }
  Shape shape = type.kind == Kind::set ? Shape::set : good ? Shape::collection : Shape::structural;
  value = Value::list(converter.arena().copy(items), value.origin()).with_shape(shape);
  return good || is_any(type);
}

bool to_map(Value& value, const TypeConstraint& type, Converter& converter) {
  if (!value.is_map()) return false;
  std::vector<Entry> entries(value.entries().begin(), value.entries().end());
  std::vector<Value> items;
  for (const Entry& entry : entries) items.push_back(entry.value);
  bool good = convert_elements(items, type, converter);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].value = items[i];
  value = Value::map(converter.arena().copy(entries), value.origin()).with_shape(good ? Shape::collection : Shape::structural);
  return good || is_any(type);
}

bool to_object(Value& value, const TypeConstraint& type, Converter& converter) {
  if (!value.is_map()) return false;
  bool good = true;
  std::vector<Entry> entries;
  entries.reserve(type.attributes.size());
  auto given = value.entries();
  for (const auto& attribute : type.attributes) {
    Entry entry{attribute.name, Value(), {}};
    for (const Entry& e : given)
      if (e.key == attribute.name) entry = e;
    if (entry.value.is_missing() && is_open(value)) entry.value = open_member(value, attribute.name, converter.arena());
    if (entry.value.is_missing() || (entry.value.is_null() && attribute.default_value)) {
      if (!attribute.optional) good = false;
      entry.value = attribute.default_value ? converter.default_value(*attribute.default_value) : Value::null_value(value.origin());
    }
    good &= convert(entry.value, *attribute.type, converter);
    entries.push_back(entry);
  }
  sort_entries(entries);
  value = Value::map(converter.arena().copy(entries), value.origin());
  return good;
}

bool to_tuple(Value& value, const TypeConstraint& type, Converter& converter) {
  if (!value.is_list() || value.items().size() != type.elements.size()) return false;
  bool good = true;
  std::vector<Value> items(value.items().begin(), value.items().end());
  for (std::size_t i = 0; i < items.size(); ++i) good &= convert(items[i], *type.elements[i], converter);
  value = Value::list(converter.arena().copy(items), value.origin());
  return good;
}

}  // namespace

std::unique_ptr<TypeConstraint> parse_type(const hcl::Expression* expression) { return parse(expression, 0); }

bool convert(Value& value, const TypeConstraint& type, Converter& converter) {
  if (value.is_absent() || value.is_unknown()) return true;
  bool sensitive = value.sensitive();
  bool good = true;
  switch (type.kind) {
    case Kind::any: return true;
    case Kind::string: good = take(value, to_string_value(value, converter.arena())); break;
    case Kind::number: good = take(value, to_number_value(value)); break;
    case Kind::boolean: good = take(value, to_boolean_value(value)); break;
    case Kind::list:
    case Kind::set: good = to_list(value, type, converter); break;
    case Kind::map: good = to_map(value, type, converter); break;
    case Kind::object: good = to_object(value, type, converter); break;
    case Kind::tuple: good = to_tuple(value, type, converter); break;
  }
  if (sensitive) value = value.as_sensitive();
  return good;
}

}  // namespace bulkhead::terraform
