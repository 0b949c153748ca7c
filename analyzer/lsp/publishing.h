// Diagnostics that the server sends on its own (LSP 3.17, textDocument/publishDiagnostics).
#pragma once
#include "analyzer/lsp/session.h"

namespace bulkhead::lsp {

/// The whole estate's, also of files that are not open. To a client that pulls: those of files that are not open, until it pulls
/// the workspace's.
class Publisher {
 public:
  explicit Publisher(Session& session) : session_(session) {}

  /// After an analysis, and where a document was opened or closed. A document edited since keeps what it shows: the next analysis
  /// has it.
  void publish();
  /// The client asks for the diagnostics of the workspace: what was sent is taken back, no more is sent.
  void stop();

 private:
  bool is_pulled(const std::string& uri) const { return session_.client.pulls && (stopped_ || session_.documents.contains(uri)); }
  void send(const std::string& uri, const FileDiagnostics& file);

  Session& session_;
  std::map<std::string, std::string> shown_;   // by URI: id of what the client has of us
  bool stopped_ = false;
};

}  // namespace bulkhead::lsp
