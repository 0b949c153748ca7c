// Options that commands share.
#pragma once
#include <string>
#include <vector>

namespace CLI { class App; }   // a heavy header, for the few files that define options

namespace bulkhead::cli {

/// What is scanned and with which rules.
struct ScanOptions {
  std::vector<std::string> paths;
  std::string config, stdin_filename, environment, diff_base, at, date;
  std::vector<std::string> select, ignore, rule_directories, formats;
  std::vector<std::string> touched;      // files whose findings a hook reports, old ones too
  std::string fail_on = "medium", baseline, write_baseline, color = "auto";
  int jobs = 0;
  bool strict = false, statistics = false, no_cache = false;
  bool staged = false;                   // the index instead of the working tree
  bool no_config = false;                // the configuration is given already
  bool hook = false;                     // nothing to say when nothing changed
};

/// Options of every command that reads an estate.
void add_estate_options(CLI::App& command, ScanOptions& options);
/// Options of `scan` and `hook`.
void add_scan_options(CLI::App& command, ScanOptions& options);

}  // namespace bulkhead::cli
