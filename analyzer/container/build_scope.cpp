#include "analyzer/container/build_scope.h"

#include <algorithm>
#include <array>

namespace bulkhead::container {

bool is_builder_argument(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames{"BUILDARCH", "BUILDOS",    "BUILDPLATFORM", "BUILDVARIANT",   "TARGETARCH",
                                                          "TARGETOS",  "TARGETPLATFORM", "TARGETSTAGE", "TARGETVARIANT"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

dockerfile::Variable BuildScope::lookup(std::string_view name) const {
  using State = dockerfile::Variable::State;
  if (const BuildVariable* found = find(name)) return found->variable;
  if (others_open_ || is_builder_argument(name)) return {State::open, {}};
  return {State::unset, {}};
}

}  // namespace bulkhead::container
