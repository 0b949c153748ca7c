// Spans as people and tools write them.
#pragma once
#include <string>

#include "analyzer/workspace/workspace.h"

namespace bulkhead::report {

/// One-based; columns count code points and `end_column` is the first one behind the span. A span that points nowhere has an empty file and line 1.
struct Place {
  std::string file;
  std::uint32_t line = 1, column = 1, end_line = 1, end_column = 1;
};

Place place_of(const Workspace& workspace, const SourceSpan& at);
/// "file:line:column", or empty for a span that points nowhere.
std::string place_text(const Workspace& workspace, const SourceSpan& at);

}  // namespace bulkhead::report
