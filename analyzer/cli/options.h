// Options that commands share.
#pragma once
#include <string>
#include <vector>

namespace CLI { class App; }   // a heavy header, for the few files that define options

namespace bulkhead::cli {

/// What is scanned and with which rules.
struct ScanOptions {
  std::vector<std::string> paths;
  std::string config, stdin_filename, environment, diff_base, date;
  std::vector<std::string> select, ignore, rule_directories, formats;
  std::string fail_on = "medium", baseline, write_baseline, color = "auto";
  int jobs = 0;
  bool strict = false, statistics = false, no_cache = false;
};

/// Options of every command that reads an estate.
void add_estate_options(CLI::App& command, ScanOptions& options);
/// Options of `scan` alone.
void add_scan_options(CLI::App& command, ScanOptions& options);

}  // namespace bulkhead::cli
