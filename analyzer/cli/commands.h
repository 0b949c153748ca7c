// One function per command; each gives the exit code.
#pragma once
#include <string>

#include "analyzer/cli/options.h"

namespace bulkhead::cli {

int scan(const ScanOptions& options);
/// What a git hook runs; `paths` are files that it names.
int hook(const ScanOptions& options);
int environments(const ScanOptions& options, const std::string& format);
int requirements(const ScanOptions& options, const std::string& format);
int facts(const ScanOptions& options, bool unknown);
int eval(const ScanOptions& options, const std::string& expression, const std::string& stack);
int list_rules(const ScanOptions& options, const std::string& format);
int explain(const ScanOptions& options, const std::string& name);
/// Serves an editor over standard input and output until it ends or leaves.
int lsp(const ScanOptions& options);
int init(const ScanOptions& options, bool force);
int completion(const std::string& shell, const CLI::App& app);
/// Prints the names of the environments of the current folder, for completions: nothing when that takes longer than a person waits.
int complete_environments();
/// Prints the manual page.
int manual(const CLI::App& app, const std::string& version);

}  // namespace bulkhead::cli
