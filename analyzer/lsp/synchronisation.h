// What the client says of its documents, files and folders.
#pragma once
#include "analyzer/lsp/session.h"

namespace bulkhead::lsp {

/// Takes a notification; false when it is none of these. The URI of a document whose text changed goes into `edited`.
bool synchronise(Session& session, const std::string& method, const Json& params, std::string& edited);
/// A file, or a folder (with a slash behind it), was made, changed or removed outside the editor; an empty path stands for
/// anything. Whether that may change what is known.
bool file_changed(Session& session, const std::string& path);

}  // namespace bulkhead::lsp
