// What the parsers could not read.
#pragma once
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// Diagnostics of the parsers over every file that is scanned, in file order. JSON files that belong to other tools, and Helm templates, which are not YAML
/// before they are rendered, are left out.
std::vector<Diagnostic> parse_diagnostics(const Workspace& workspace, int jobs);

/// The same for one file.
std::vector<Diagnostic> parse_diagnostics(const Workspace& workspace, const SourceFile& file);

}  // namespace bulkhead
