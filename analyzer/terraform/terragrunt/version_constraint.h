// Constraints on versions, as constraint_check() reads them.
#pragma once
#include <string_view>

namespace bulkhead::terraform::terragrunt {

enum class Met : unsigned char { yes, no, invalid };

/// Whether `version` ("1.5.7") meets every part of `constraint` (">= 1.0, < 2.0", "~> 1.2"): operators = != > >= < <= ~>. A version before
/// its release ("1.2.0-rc1") comes before the release, and meets only constraints that name such a one of the same release (go-version).
Met meets_constraint(std::string_view version, std::string_view constraint);

}  // namespace bulkhead::terraform::terragrunt
