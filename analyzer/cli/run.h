// The command line: `bulkhead COMMAND …`.
#pragma once

namespace bulkhead::cli {

/// Exit codes (DESIGN.md section 5).
inline constexpr int kNothingFound = 0, kFindings = 1, kError = 2, kNotKnown = 3;

int run(int argc, char** argv);

}  // namespace bulkhead::cli
