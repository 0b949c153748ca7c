// Objects of which only the configured part is known.
#pragma once
#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// A resource seen by a reference has attributes that only the provider knows. Such an object carries, under the empty key (which
/// sorts first and cannot be written), an unknown value whose reference is the resource's address. Reading an attribute that the
/// object does not hold gives an unknown value with the reference `<address>.<name>` instead of an error.
Value open_object(std::span<const Entry> sorted_entries, std::string_view reference, UnknownInfo::Cause cause, const Origin* origin, Arena& arena);

/// True for an object made by open_object.
bool is_open(const Value& object);

/// Attribute `name` of an open object that does not hold it (or holds null): unknown, with its reference.
Value open_member(const Value& object, std::string_view name, Arena& arena);

/// The entries that were really written: without the mark. Iteration, keys() and length() see these.
std::span<const Entry> written_entries(const Value& object);

/// Values inside `value`, itself included, that are unknown; marks are not counted. At most 64 levels deep.
std::uint64_t count_unknown(const Value& value);

}  // namespace bulkhead::terraform
