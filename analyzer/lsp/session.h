// What the parts of the server share while they take the client's messages. Used by the reading thread alone.
#pragma once
#include <memory>

#include "analyzer/lsp/client.h"
#include "analyzer/lsp/connection.h"
#include "analyzer/lsp/diagnostics.h"
#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/estate_view.h"
#include "analyzer/lsp/folders.h"
#include "analyzer/lsp/settings.h"

namespace bulkhead::lsp {

struct Session {
  enum class Phase : unsigned char { started, initialised, shut_down, exited, exited_early };

  std::string version;                   // of the program
  Phase phase = Phase::started;
  long client_process = 0;
  Connection connection;
  Client client;
  Settings settings, initial_settings;
  Folders folders;
  Documents documents;

  /// Changes of texts, files and settings are numbered; an analysis sees all up to `requested_at`.
  std::uint64_t changes = 0, requested_at = 0, delivered_at = 0;
  bool dirty = false, reload = true;     // something to analyse; the disk may have changed
  bool delivered = false;                // there was an analysis
  bool asked_lenses = false, asked_hints = false;   // the client shows them
  Views views;
  std::shared_ptr<const DiagnosticSet> diagnostics = std::make_shared<DiagnosticSet>();

  bool ended() const { return phase == Phase::exited || phase == Phase::exited_early; }
  /// Something changed that the next analysis must see.
  void change(bool on_disk) {
    ++changes;
    dirty = true;
    reload |= on_disk;
  }
  /// The client's own URI of a path where it is open, else ours.
  std::string uri_for(const std::string& path) const;
  /// Whether what is known is known of this very text. Of documents that are not open: whether there was an analysis.
  bool is_current(const std::string& uri) const;
  /// Whether every change up to `number` was analysed.
  bool has_seen(std::uint64_t number) const { return folders.empty() || (delivered && delivered_at >= number); }
  /// Diagnostics of a document, with their id.
  FileDiagnostics shown(const std::string& uri) const;
};

}  // namespace bulkhead::lsp
