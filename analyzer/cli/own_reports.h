// Reports that lie in the scanned folder: what a run writes is no part of what it scans.
#pragma once
#include <string>
#include <vector>

#include "analyzer/cli/options.h"

namespace bulkhead::cli {

/// Patterns, as in `exclude`, of the files below the real path `root` that this run writes (--format NAME=FILE, --write-baseline) or has written before
/// and reads as what it is (--baseline). Nothing is guessed from names or contents: no file of the user's is taken for a report.
std::vector<std::string> own_reports(const ScanOptions& options, const std::string& root);

}  // namespace bulkhead::cli
