// Strings of a value, with the key and the environment they stand under.
#pragma once
#include <functional>
#include <string_view>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/facts/facts.h"
#include "analyzer/model/value.h"

namespace bulkhead {

/// A string (or an unknown value of which something is known) somewhere below a value.
struct Leaf {
  Value value;
  std::string_view key;        // nearest map key; of {name: X, value: Y} it is X
  const Environment* environment = nullptr;   // key of the innermost environment-keyed map, null when there is none
};

/// Calls `visit` for every leaf, in order. `skip(key, value)` leaves out a part. Parts that the sink has seen for the same environment are left out,
/// so that a value shared by a hundred modules is read once.
void for_each_leaf(const Value& root, std::string_view key, FactSink& sink, const Environment& own, const std::function<bool(std::string_view, const Value&)>& skip,
                   const std::function<void(const Leaf&)>& visit);

}  // namespace bulkhead
