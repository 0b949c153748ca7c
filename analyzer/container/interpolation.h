// `$NAME` and `${NAME:-default}` in Compose files.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "analyzer/container/value_builder.h"

namespace bulkhead::container {

using Variables = std::map<std::string, Value, std::less<>>;

struct Interpolated {
  Value value;           // a string, or unknown with its pattern
  std::string error;     // not empty: the reference is malformed (the value is then unknown)
};

/// Substitutes variables; `$$` is a dollar. A variable that nothing here sets is unknown, unless the reference brings a default (`:-`, `-`) or
/// needs it to be set (`:+`, `+` give nothing then). A text that is one reference leads back to where the variable is set.
Interpolated interpolate(std::string_view text, const Origin* origin, const Variables& variables, ValueBuilder& build);

}  // namespace bulkhead::container
