// What the client understands, from `initialize`.
#pragma once
#include "analyzer/lsp/json.h"
#include "analyzer/lsp/text_position.h"

namespace bulkhead::lsp {

struct Client {
  PositionEncoding encoding = PositionEncoding::utf16;
  // textDocument.publishDiagnostics, or .diagnostic where it is pulled
  bool related_information = false, code_description = false, tags = false;
  bool pulls = false, refreshes_diagnostics = false;                              // textDocument.diagnostic
  bool markdown_hover = false;
  bool action_literals = false, preferred_actions = false, resolves_actions = false, action_data = false,
      disabled_actions = false;
  bool document_changes = false, creates_files = false;                                                // workspace.workspaceEdit
  bool nested_symbols = false;
  bool links_definitions = false;
  bool refreshes_lenses = false, refreshes_hints = false;
  bool progress = false, shows_documents = false;                                 // window
  bool configuration = false, registers_configuration = false;                    // workspace
  bool registers_watchers = false;
};

Client read_client(const Json& capabilities);

}  // namespace bulkhead::lsp
