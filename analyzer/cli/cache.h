// Where results of units are kept between runs: a folder of the user's own, one file for each scanned root.
#pragma once
#include <string>

#include "analyzer/cli/options.h"
#include "analyzer/pipeline/unit_memory.h"

namespace bulkhead::cli {

/// $BULKHEAD_CACHE_DIR, $XDG_CACHE_HOME/bulkhead or ~/.cache/bulkhead; empty where none is an absolute path, and with --no-cache.
std::string cache_folder(const ScanOptions& options);

/// Gives `memory` what an earlier run of this very program kept for the real path `root`. What is not there, or not the user's own, is nothing.
void load_cache(const ScanOptions& options, const std::string& root, UnitMemory& memory);
/// Keeps it, where something changed. A reader and a writer at once each see a whole file. A cache that cannot be written costs time, no result:
/// nothing is said.
void save_cache(const ScanOptions& options, const Workspace& workspace, UnitMemory& memory);

}  // namespace bulkhead::cli
