// Findings as diagnostics of the protocol.
#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/lsp/estate_view.h"
#include "analyzer/lsp/text_position.h"

namespace bulkhead::lsp {

using Json = nlohmann::json;

/// What the client understands, from `initialize`.
struct Client {
  PositionEncoding encoding = PositionEncoding::utf16;
  bool related_information = false, code_description = false, tags = false, markdown = false;
};

Json range_of(const Workspace& workspace, const SourceSpan& at, PositionEncoding encoding);
/// Diagnostics by relative path: reported findings at their own place and at the other end of a link, and what could not be read. Texts are masked.
std::map<std::string, Json> diagnostics_of(const EstateView& view, const Client& client);

}  // namespace bulkhead::lsp
