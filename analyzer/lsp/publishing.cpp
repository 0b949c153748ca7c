#include "analyzer/lsp/publishing.h"

namespace bulkhead::lsp {

void Publisher::publish() {
  if (!session_.delivered) return;
  static const FileDiagnostics kNone;
  std::map<std::string, const FileDiagnostics*> now;
  for (const auto& [path, file] : *session_.diagnostics) now[session_.uri_for(path)] = &file;
  for (const auto& [uri, id] : shown_) now.try_emplace(uri, &kNone);
  for (const auto& [uri, document] : session_.documents) now.try_emplace(uri, &kNone);
  for (const auto& [uri, file] : now) send(uri, is_pulled(uri) ? kNone : *file);
  std::erase_if(shown_, [&](const auto& entry) { return entry.second == kNone.id() && !session_.documents.contains(entry.first); });
}

void Publisher::stop() {
  if (stopped_ || !session_.client.pulls) return;
  stopped_ = true;
  publish();
}

void Publisher::send(const std::string& uri, const FileDiagnostics& file) {
  auto open = session_.documents.find(uri);
  bool is_open = open != session_.documents.end(), pulled = is_pulled(uri);
  if (is_open && !pulled && open->second.edited_at > session_.requested_at) return;
  auto known = shown_.find(uri);
  bool same = known == shown_.end() ? file.items().empty() : known->second == file.id();
  if (same && (!is_open || pulled)) return;
  Json params = {{"uri", uri}, {"diagnostics", file.items()}};
  if (is_open) params["version"] = open->second.version;
  shown_[uri] = file.id();
  session_.connection.notify("textDocument/publishDiagnostics", std::move(params));
}

}  // namespace bulkhead::lsp
