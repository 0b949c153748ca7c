// Values as a person at an editor reads them.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"

namespace bulkhead {

/// A value on one line in Terraform's syntax, at most `most` bytes of it. Nothing secret: sensitive values, values under names
/// that mean a secret (one of `names`, a key on the way, or a variable or local that the value came through) and known token
/// formats are left out. Unknown values say what they wait for.
std::string shown_value(const Value& value, std::span<const std::string_view> names, std::size_t most = 300);

}  // namespace bulkhead
