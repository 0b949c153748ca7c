// Changes of files as the client takes them (LSP 3.17, WorkspaceEdit).
#pragma once
#include "analyzer/lsp/feature.h"

namespace bulkhead::lsp {

/// Puts edits together; with versions where the client takes `documentChanges`.
class WorkspaceEdit {
 public:
  WorkspaceEdit(const Snapshot& snapshot, const EstateView& view) : snapshot_(snapshot), view_(view) {}

  /// False, and nothing is added, when the file's text is newer than the view.
  bool replace(const SourceSpan& at, const std::string& with);
  /// A new file, relative to the view's folder; false where the client makes none.
  bool create(const std::string& path, const std::string& text);
  Json json() const;

 private:
  const Snapshot& snapshot_;
  const EstateView& view_;
  std::map<std::string, Json> edits_;    // by URI
  std::vector<std::string> created_;
};

}  // namespace bulkhead::lsp
