// Analyses the roots of an editor session.
#pragma once
#include <map>
#include <memory>

#include "analyzer/cli/lsp_config.h"
#include "analyzer/cli/options.h"
#include "analyzer/lsp/estate_view.h"
#include "analyzer/pipeline/unit_memory.h"

namespace bulkhead::cli {

/// Keeps the last workspace of each root and the results of its units: an edit parses one file and evaluates the units that read it. Used by one
/// thread.
class EstateAnalyser {
 public:
  explicit EstateAnalyser(const ScanOptions& options) : options_(options) {}
  /// Never throws; what goes wrong is the view's `problem`.
  std::shared_ptr<const lsp::EstateView> analyse(const lsp::RootRequest& request);

 private:
  ScanOptions options_;
  EditorConfig config_;
  struct Root {
    std::shared_ptr<const Workspace> workspace;
    UnitMemory memory;
    std::shared_ptr<const RuleSet> rules;
    std::string rules_problem;
  };
  std::map<std::string, Root> roots_;
};

}  // namespace bulkhead::cli
