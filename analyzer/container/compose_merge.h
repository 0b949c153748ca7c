// Merging Compose files: override over base (Compose specification, "merge").
#pragma once
#include "analyzer/container/value_builder.h"

namespace bulkhead::container {

/// Tags `!reset` and `!override` of an override file, kept until the merge as a map with this only key.
inline constexpr std::string_view kResetMark = "!reset";
inline constexpr std::string_view kOverrideMark = "!override";

/// One normalised service (or volume, network, …) over another: maps by key, lists appended, ports, volumes, secrets and configs by what they
/// name, command and entrypoint replaced.
Value merge_service(const Value& base, const Value& over, ValueBuilder& build);
/// Removes marks that had nothing to act on.
Value without_marks(const Value& value, ValueBuilder& build);

}  // namespace bulkhead::container
