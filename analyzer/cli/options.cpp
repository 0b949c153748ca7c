#include "analyzer/cli/options.h"

#include <CLI/CLI.hpp>

#include "analyzer/report/report.h"

namespace bulkhead::cli {

void add_estate_options(CLI::App& command, ScanOptions& options) {
  command.add_option("paths", options.paths, "Files or folders (default: the current folder)")->type_name("PATH");
  command.add_option("--config", options.config, "Configuration instead of the bulkhead.yaml found upward")->type_name("FILE");
  command.add_option("--select", options.select, "Only these rules or requirements")->type_name("RULE|REQUIREMENT")->delimiter(',')->allow_extra_args(false);
  command.add_option("--ignore", options.ignore, "Leave out these rules or requirements")->type_name("RULE|REQUIREMENT")->delimiter(',')->allow_extra_args(false);
  command.add_option("--rules", options.rule_directories, "Folder with rule pages of your own")->type_name("DIR")->allow_extra_args(false);
  command.add_option("--jobs", options.jobs, "Threads (default: number of processors)")->type_name("N")->check(CLI::Range(0, 1024));
  command.add_option("--color", options.color, "auto, always or never")->check(CLI::IsMember({"auto", "always", "never"}))->type_name("WHEN");
  command.add_option("--date", options.date, "Today, for expiry dates (default: the real one)")->type_name("YYYY-MM-DD");
  command.add_flag("--no-cache", options.no_cache, "Neither read nor write what is kept between runs (hook, lsp)");
}

void add_scan_options(CLI::App& command, ScanOptions& options) {
  command.add_option("--format", options.formats, report::format_names() + ", each with an optional file; repeatable")
      ->type_name("FORMAT[=FILE]")->allow_extra_args(false);
  command.add_option("--fail-on", options.fail_on, "Lowest severity that fails (default: medium)")
      ->check(CLI::IsMember({"critical", "high", "medium", "low", "never"}))->type_name("SEVERITY");
  command.add_option("--baseline", options.baseline, "Do not report the findings in this file")->type_name("FILE");
  CLI::Option* baseline = command.add_option("--write-baseline", options.write_baseline, "Write the present findings to this file")->type_name("FILE");
  CLI::Option* base = command.add_option("--diff-base", options.diff_base, "Report only what the commits since this revision cause");
  base->type_name("GIT-REF")->excludes(baseline);
  CLI::Option* at = command.add_option("--at", options.at, "Scan this revision instead of the files on disk")->type_name("GIT-REF");
  CLI::Option* staged = command.add_flag("--staged", options.staged, "Scan git's index, and report only what committing it causes")->excludes(at)->excludes(baseline);
  command.add_option("--stdin-filename", options.stdin_filename, "Scan standard input under this name")->type_name("NAME")
      ->excludes(base)->excludes(at)->excludes(staged);
  command.add_option("--env", options.environment, "Report findings of this environment only")->type_name("NAME");
  command.add_flag("--strict", options.strict, "Exit 3 when something could not be read or known");
  command.add_flag("--statistics", options.statistics, "Counts by rule and environment, and the time taken");
}

}  // namespace bulkhead::cli
