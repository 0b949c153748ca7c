// Analyses the roots of an editor session.
#pragma once
#include <map>
#include <memory>

#include "analyzer/cli/lsp_config.h"
#include "analyzer/cli/options.h"
#include "analyzer/lsp/estate_view.h"

namespace bulkhead::cli {

/// Keeps the last workspace of each root: an edit parses one file again. Every unit is still evaluated anew by analyze(); results of units that
/// read none of the changed files could be kept here. Used by one thread.
class EstateAnalyser {
 public:
  explicit EstateAnalyser(const ScanOptions& options) : options_(options) {}
  /// Never throws; what goes wrong is the view's `problem`.
  std::shared_ptr<const lsp::EstateView> analyse(const lsp::RootRequest& request);

 private:
  ScanOptions options_;
  EditorConfig config_;
  std::map<std::string, std::shared_ptr<const Workspace>> workspaces_;
};

}  // namespace bulkhead::cli
