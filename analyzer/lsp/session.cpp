#include "analyzer/lsp/session.h"

#include "analyzer/lsp/uri.h"

namespace bulkhead::lsp {

std::string Session::uri_for(const std::string& path) const {
  for (const auto& [uri, document] : documents)
    if (document.path == path) return uri;
  return uri_of(path);
}

bool Session::is_current(const std::string& uri) const {
  auto open = documents.find(uri);
  return has_seen(open == documents.end() ? 0 : open->second.edited_at);
}

FileDiagnostics Session::shown(const std::string& uri) const {
  auto open = documents.find(uri);
  auto at = diagnostics->find(open == documents.end() ? path_of(uri) : open->second.path);
  return at == diagnostics->end() ? FileDiagnostics() : at->second;
}

}  // namespace bulkhead::lsp
