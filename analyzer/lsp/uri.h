// file: URIs <-> paths (RFC 8089).
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::lsp {

/// The absolute path of a `file:` URI; empty for every other URI and for one that is no URI.
std::string path_of(std::string_view uri);
/// The URI of an absolute path.
std::string uri_of(std::string_view path);

}  // namespace bulkhead::lsp
