// bulkhead.yaml and the baseline of an editor session.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "analyzer/cli/options.h"
#include "analyzer/cli/places.h"
#include "analyzer/cli/session.h"
#include "analyzer/lsp/estate_view.h"
#include "analyzer/pipeline/baseline.h"

namespace bulkhead::cli {

/// Options of the command line with the editor's settings over them.
ScanOptions with_settings(const ScanOptions& options, const lsp::RootRequest& request);

/// Remembers the last valid configuration of each root: while somebody types in bulkhead.yaml the estate is judged by what it
/// said before.
class EditorConfig {
 public:
  /// What was read, and what is wrong with it.
  struct Read {
    std::string folder, name;            // real folder and name of the file; empty: there is none
    std::string problem;                 // one sentence; empty: it is valid
    std::vector<Diagnostic> errors;      // in that file, whose id is not known yet
  };

  /// Puts the configuration into `session.config`, its globs relative to the scan root; from the editor's buffer where it is
  /// open.
  Read read(const ScanOptions& options, const lsp::RootRequest& request, const Places& places, Session& session);

 private:
  std::map<std::string, Config> last_;   // by scan root
};

/// Places its errors in the file where the scan has it, so that they are shown at their line; clears `problem` then.
void place_errors(EditorConfig::Read& read, const Places& places, const Workspace& workspace, Analysis& analysis);

/// Gives what is wrong, or an empty string.
std::string read_baseline(const ScanOptions& options, Baseline& baseline);

}  // namespace bulkhead::cli
