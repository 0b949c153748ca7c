// Answers about what is shown at a place.
#pragma once
#include <memory>
#include <vector>

#include "analyzer/lsp/documents.h"

namespace bulkhead::lsp {

/// The pages of the rules whose diagnostics cover the position; null when there are none.
Json hover(const Json& diagnostics, const Json& position, const std::vector<std::shared_ptr<const EstateView>>& views);
/// For each diagnostic in the range: an edit that puts a suppression with a reason above its line.
Json suppressions(const Document& document, const Json& diagnostics, const Json& params);

}  // namespace bulkhead::lsp
