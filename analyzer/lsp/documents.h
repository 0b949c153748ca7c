// Texts that are open in the editor.
#pragma once
#include <map>
#include <string>

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/text_position.h"

namespace bulkhead::lsp {

struct Document {
  std::string uri, path, text;           // path: absolute, empty where the URI is no file
  std::int64_t version = 0;
  std::uint64_t edited_at = 0;           // number of the change that made it
};

/// By URI, as the client writes it.
using Documents = std::map<std::string, Document>;

/// Applies `contentChanges` in order; ranges out of the text are clamped. False when a change has no text.
bool apply_changes(std::string& text, const Json& changes, PositionEncoding encoding);
/// A position of any shape; what is no number is 0.
Position position_of(const Json& position);

}  // namespace bulkhead::lsp
