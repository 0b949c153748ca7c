// Values that are there only if a condition holds that nobody knows.
#pragma once
#include <span>

#include "analyzer/model/value.h"
#include "parsers/text/arena.h"

namespace bulkhead::terraform {

/// What the value is if the doubtful condition holds: the value itself where it is known; missing where it is unknown and nothing is told.
Value if_it_holds(const Value& value);
/// The unknown value, with what it is if the condition holds. Nothing changes where `told` is missing or `value` is known.
Value with_perhaps(const Value& value, const Value& told, Arena& arena);
/// The unknown value, a list that certainly has `members` (nothing changes where there are none, or `value` is known).
Value with_members(const Value& value, std::span<const Value> members, Arena& arena);
/// Null, or a list or map without elements: what stands for "not there" in a conditional.
bool is_nothing(const Value& value);

}  // namespace bulkhead::terraform
