// Where a suppression of a finding can be written.
#pragma once
#include <optional>
#include <string>

#include "analyzer/model/finding.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// Text to insert at a byte of the finding's file: one whole line with a comment that silences the finding.
struct SuppressionEdit {
  std::uint32_t offset = 0;
  std::string text;
};

/// The comment as near to `at` as it can stand: above its line, or above what holds that line where a comment there would be text
/// of a string, a here-document or a block scalar. Tried with the code that reads suppressions. Nothing where the language has no
/// comments or no place serves.
std::optional<SuppressionEdit> suppression_edit(const Workspace& workspace, const SourceSpan& at, const std::string& rule,
    const std::string& reason);

/// Takes out the comment of a suppression (Suppression::at), with its line where it stands alone. Nothing for annotations and
/// comments that end on their line.
std::optional<Fix> suppression_removal(const Workspace& workspace, const SourceSpan& at);

/// Whether files of this language have comments that hold suppressions.
bool has_comments(Language language);

}  // namespace bulkhead
