#include "analyzer/lsp/client.h"

#include <set>

namespace bulkhead::lsp {
namespace {

PositionEncoding best_encoding(const Json& capabilities) {
  std::set<std::string> offered;
  for (std::string& one : texts_of(get_path(capabilities, "general.positionEncodings"))) offered.insert(std::move(one));
  if (offered.contains("utf-8")) return PositionEncoding::utf8;
  return !offered.contains("utf-16") && offered.contains("utf-32") ? PositionEncoding::utf32 : PositionEncoding::utf16;
}

bool contains(const Json& list, std::string_view text) {
  for (const std::string& one : texts_of(list))
    if (one == text) return true;
  return false;
}

}  // namespace

Client read_client(const Json& capabilities) {
  auto yes = [&](std::string_view path) { return is_true(get_path(capabilities, path)); };
  Client out;
  out.encoding = best_encoding(capabilities);
  // Clients of 3.17 state these for published diagnostics only and mean both kinds.
  for (const char* kind : {"textDocument.publishDiagnostics", "textDocument.diagnostic"}) {
    const Json& shown = get_path(capabilities, kind);
    out.related_information |= is_true(get(shown, "relatedInformation"));
    out.code_description |= is_true(get(shown, "codeDescriptionSupport"));
    out.tags |= !get(shown, "tagSupport").is_null() && get(shown, "tagSupport") != false;
  }
  out.pulls = get_path(capabilities, "textDocument.diagnostic").is_object();
  out.refreshes_diagnostics = yes("workspace.diagnostics.refreshSupport") || yes("workspace.diagnostic.refreshSupport");
  const Json& formats = get_path(capabilities, "textDocument.hover.contentFormat");
  out.markdown_hover = !formats.is_array() || contains(formats, "markdown");
  const Json& action = get_path(capabilities, "textDocument.codeAction");
  out.action_literals = get(action, "codeActionLiteralSupport").is_object();
  out.preferred_actions = is_true(get(action, "isPreferredSupport"));
  out.action_data = is_true(get(action, "dataSupport"));
  out.disabled_actions = is_true(get(action, "disabledSupport"));
  out.resolves_actions = out.action_data && contains(get_path(action, "resolveSupport.properties"), "edit");
  out.document_changes = yes("workspace.workspaceEdit.documentChanges");
  out.creates_files = out.document_changes && contains(get_path(capabilities, "workspace.workspaceEdit.resourceOperations"),
      "create");
  out.nested_symbols = yes("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport");
  out.links_definitions = yes("textDocument.definition.linkSupport");
  out.refreshes_lenses = yes("workspace.codeLens.refreshSupport");
  out.refreshes_hints = yes("workspace.inlayHint.refreshSupport");
  out.progress = yes("window.workDoneProgress");
  out.shows_documents = yes("window.showDocument.support");
  out.configuration = yes("workspace.configuration");
  out.registers_configuration = yes("workspace.didChangeConfiguration.dynamicRegistration");
  out.registers_watchers = yes("workspace.didChangeWatchedFiles.dynamicRegistration");
  return out;
}

}  // namespace bulkhead::lsp
