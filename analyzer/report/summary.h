// The last lines of a text report.
#pragma once
#include <string>

#include "analyzer/report/report.h"

namespace bulkhead::report {

/// "3 findings (1 critical, 2 medium) in 120 files, 340 resources, 3 environments; 1 suppressed; 12 values unknown".
std::string summary_line(const Input& input);
/// Tables of rules, environments and what could not be decided.
std::string statistics_text(const Input& input);

}  // namespace bulkhead::report
