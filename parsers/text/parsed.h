// What every parser returns: parsing never fails and never throws.
#pragma once
#include <string>
#include <vector>

#include "parsers/text/span.h"

namespace bulkhead {

/// Something that could not be read, parsed, evaluated or known, with its place. Not a finding: it says what
/// bulkhead could not look at.
struct Diagnostic {
  enum class Severity : unsigned char { error, warning };
  SourceSpan at;
  std::string message;
  Severity severity = Severity::error;
};

/// One comment, markers included.
struct Comment {
  SourceSpan at;
};

/// A tree (possibly partial), what was lost, and the comments. A broken region costs that region only.
template <class Tree>
struct Parsed {
  Tree tree;
  std::vector<Diagnostic> diagnostics;
  std::vector<Comment> comments;
};

}  // namespace bulkhead
