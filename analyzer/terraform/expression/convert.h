// Conversion, comparison and collection rules of cty, Terraform's type system.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/tri.h"
#include "analyzer/model/value.h"
#include "analyzer/terraform/expression/number.h"

namespace bulkhead::terraform {

/// Strings, numbers and booleans as a string; the kind is kept for unknown values. Missing when there is no conversion
/// (null, lists, maps).
Value to_string_value(const Value& value, Arena& arena);
Value to_number_value(const Value& value);
Value to_boolean_value(const Value& value);

/// Equality as `==` has it: different types are unequal; unknown parts give unknown unless a difference is certain.
Tri equal_values(const Value& a, const Value& b, int depth = 0);
/// An order for sets: by kind, then by content. Total on known values.
int compare_values(const Value& a, const Value& b, int depth = 0);
/// Whether nothing in `value`, however deep, is unknown.
bool wholly_known(const Value& value, int depth = 0);
/// Whether `value` or anything in it is marked sensitive.
bool holds_sensitive(const Value& value, int depth = 0);
/// The first unknown value in `value`, or null.
const Value* first_unknown(const Value& value, int depth = 0);

/// Entries that were written. An object of which only a part is known (a resource before it is applied) carries a mark in
/// front, an unknown value under the empty key; this skips it.
std::span<const Entry> written_entries_of(const Value& map);
/// The mark of such an object, or null.
const Entry* open_mark(const Value& map);
/// Member of a map with sorted keys; null when there is none.
const Entry* find_entry(const Value& map, std::string_view key);

/// Sorts by key; of entries with the same key the last stays.
void sort_entries(std::vector<Entry>& entries, std::size_t from = 0);
/// Elements brought to one type, as lists, sets and maps need it: strings where strings meet numbers or booleans. False when
/// they have no common type.
bool unify(std::span<Value> items, Arena& arena, int depth = 0);

/// `list(string)`, `object({a = number})`; "any" for what is unknown.
std::string type_text(const Value& value, int depth = 0);
/// "boolean", "object", … for messages.
std::string_view kind_name(const Value& value);

}  // namespace bulkhead::terraform
