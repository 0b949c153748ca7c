#include "analyzer/lsp/workspace_edit.h"

#include "analyzer/lsp/uri.h"

namespace bulkhead::lsp {

bool WorkspaceEdit::replace(const SourceSpan& at, const std::string& with) {
  std::string uri = uri_of(snapshot_, view_, at.file);
  if (!at.valid() || snapshot_.stale.contains(uri)) return false;
  Json& list = edits_[uri];
  if (list.is_null()) list = Json::array();
  list.push_back({{"range", range_of(*view_.workspace, at, snapshot_.client.encoding)}, {"newText", with}});
  return true;
}

bool WorkspaceEdit::create(const std::string& path, const std::string& text) {
  if (!snapshot_.client.creates_files) return false;
  std::string uri = uri_of((view_.folder == "/" ? "" : view_.folder) + "/" + path);
  created_.push_back(uri);
  Json start = {{"line", 0}, {"character", 0}};
  edits_[uri] = Json::array({{{"range", {{"start", start}, {"end", start}}}, {"newText", text}}});
  return true;
}

Json WorkspaceEdit::json() const {
  if (!snapshot_.client.document_changes) return {{"changes", edits_}};
  Json out = Json::array();
  for (const std::string& uri : created_)
    out.push_back({{"kind", "create"}, {"uri", uri}, {"options", {{"ignoreIfExists", true}}}});
  for (const auto& [uri, edits] : edits_) {
    auto version = snapshot_.versions.find(uri);
    Json number = version == snapshot_.versions.end() ? Json() : Json(version->second);
    out.push_back({{"textDocument", {{"uri", uri}, {"version", number}}}, {"edits", edits}});
  }
  return {{"documentChanges", std::move(out)}};
}

}  // namespace bulkhead::lsp
