// Counting what stayed unknown.
#pragma once
#include <cstdint>

#include "analyzer/model/value.h"

namespace bulkhead::container {

/// Unknown values anywhere in `value`.
std::uint64_t count_unknowns(const Value& value);

}  // namespace bulkhead::container
