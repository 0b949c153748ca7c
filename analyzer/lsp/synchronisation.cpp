#include "analyzer/lsp/synchronisation.h"

#include "analyzer/lsp/uri.h"

namespace bulkhead::lsp {
namespace {

/// What says which files are read at all.
bool is_configuration(const std::string& path) { return path.ends_with("/bulkhead.yaml") || path.ends_with("/bulkhead.yml"); }

void open(Session& session, const std::string& uri, const Json& document) {
  if (uri.empty() || !get(document, "text").is_string()) return;
  const Json& version = get(document, "version");
  session.change(is_configuration(path_of(uri)));
  session.documents[uri] = {uri, path_of(uri), text_of(get(document, "text")), version.is_number_integer()
      ? version.get<std::int64_t>() : 0, session.changes};
  session.folders.opened(path_of(uri));
}

void edit(Session& session, Document& document, const Json& params) {
  const Json& version = get_path(params, "textDocument.version");
  if (version.is_number_integer()) document.version = version.get<std::int64_t>();
  session.change(is_configuration(document.path));
  document.edited_at = session.changes;
  if (!apply_changes(document.text, get(params, "contentChanges"), session.client.encoding))
    session.connection.log(2, "didChange without usable changes: " + document.uri.substr(0, 200));
}

}  // namespace

bool synchronise(Session& session, const std::string& method, const Json& params, std::string& edited) {
  const Json& document = get(params, "textDocument");
  std::string uri = text_of(get(document, "uri"));
  auto known = session.documents.find(uri);
  if (method == "textDocument/didOpen") {
    open(session, uri, document);
    edited = uri;
  } else if (method == "textDocument/didChange") {
    if (known == session.documents.end()) {
      session.connection.log(2, "didChange of a document that is not open: " + uri.substr(0, 200));
      return true;
    }
    edit(session, known->second, params);
    edited = uri;
  } else if (method == "textDocument/didClose") {
    if (known == session.documents.end()) return true;
    session.documents.erase(known);
    session.change(true);
    edited = uri;
  } else if (method == "textDocument/didSave") {
    session.change(true);
  } else if (method == "workspace/didChangeWatchedFiles") {
    const Json& changes = get(params, "changes");
    if (changes.is_array()) for (const Json& one : changes) {
      std::string path = path_of(text_of(get(one, "uri")));
      if (!path.empty()) file_changed(session, path);
    }
  } else if (method == "workspace/didChangeWorkspaceFolders") {
    session.folders.change(get(params, "event"));
    session.change(true);
  } else {
    return method == "textDocument/willSave";
  }
  return true;
}

bool file_changed(Session& session, const std::string& path) {
  if (path.find("/.git/") != std::string::npos) return false;
  bool counts = path.empty() || path.ends_with('/') || language_of(path) != Language::other;
  for (const auto& view : session.views) {   // read by file(), templatefile() and the like
    std::string relative = below(view->folder, path);
    counts |= !relative.empty() && view->workspace && view->workspace->find(relative) != nullptr;
  }
  if (counts) session.change(true);
  return counts;
}

}  // namespace bulkhead::lsp
