// That the first analysis is under way (LSP 3.17, "Server Initiated Progress").
#pragma once
#include "analyzer/lsp/session.h"

namespace bulkhead::lsp {

class Progress {
 public:
  explicit Progress(Session& session) : session_(session) {}
  /// An analysis starts: of the first one the client is told, where it shows progress.
  void start();
  void finish();

 private:
  Session& session_;
  bool asked_ = false, shown_ = false;
};

}  // namespace bulkhead::lsp
