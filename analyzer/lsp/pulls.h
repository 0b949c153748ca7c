// Diagnostics that the client asks for (LSP 3.17, "Pull Diagnostics").
#pragma once
#include <list>

#include "analyzer/lsp/session.h"

namespace bulkhead::lsp {

/// Answers when an analysis has seen what there was at the time of asking. A request for the workspace is held until something
/// differs from what the client has; with a partial result token every change is streamed and the request stays open.
class Pulls {
 public:
  explicit Pulls(Session& session) : session_(session) {}

  static void announce(const Client& client, Json& capabilities);
  /// Takes `textDocument/diagnostic` and `workspace/diagnostic`; false for other methods.
  bool ask(const Json& id, const std::string& method, const Json& params);
  bool cancel(const Json& id);
  void cancel_all();
  bool holds(const Json& id) const;
  /// The text changed: its pulls are given up, the client is told to ask again.
  void edited(const std::string& uri);
  /// Answers what can be answered, and asks the client to pull again where open documents show something else than is known.
  void deliver();

 private:
  struct DocumentPull {
    Json id;
    std::string uri, previous;
    std::uint64_t asked_at = 0;
  };
  struct WorkspacePull {
    Json id, token;
    std::map<std::string, std::string> known;   // URI -> id of what the client has
  };
  void answer(const DocumentPull& pull);
  bool answer(WorkspacePull& pull);
  Json report(const std::string& uri, const FileDiagnostics& file, bool full) const;
  bool is_stale(const std::string& uri) const;
  void refresh();

  Session& session_;
  std::list<DocumentPull> documents_;
  std::list<WorkspacePull> workspaces_;
  std::map<std::string, std::string> answered_;   // URI -> id last answered
  bool refreshing_ = false;
};

}  // namespace bulkhead::lsp
