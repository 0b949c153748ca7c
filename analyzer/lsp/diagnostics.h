// Findings as diagnostics of the protocol.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/lsp/client.h"
#include "analyzer/lsp/estate_view.h"

namespace bulkhead::lsp {

Json range_of(const Workspace& workspace, const SourceSpan& at, PositionEncoding encoding);
/// What is shown of one file. `id` is the same as long as the items are (LSP 3.17, resultId).
struct FileDiagnostics {
  Json items = Json::array();
  std::string id;
};
/// By absolute path; files without any are left out.
using DiagnosticSet = std::map<std::string, FileDiagnostics>;

/// Of all views, at least as severe as the settings say.
DiagnosticSet diagnostics_of(const std::vector<std::shared_ptr<const EstateView>>& views, const Client& client,
    const Settings& settings);
/// The id of a file that has no diagnostics.
std::string no_diagnostics_id();

/// Diagnostics by relative path: reported findings at their own place and at the other end of a link, and what could not be read.
/// Texts are masked.
std::map<std::string, Json> diagnostics_of(const EstateView& view, const Client& client, const Settings& settings);

}  // namespace bulkhead::lsp
