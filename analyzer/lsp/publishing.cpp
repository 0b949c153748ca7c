#include "analyzer/lsp/publishing.h"

namespace bulkhead::lsp {

void Publisher::publish() {
  if (!session_.delivered) return;
  std::map<std::string, Json> now;
  for (const auto& [path, file] : *session_.diagnostics) now[session_.uri_for(path)] = file.items;
  for (const auto& [uri, items] : shown_) now.try_emplace(uri, Json::array());
  for (const auto& [uri, document] : session_.documents) now.try_emplace(uri, Json::array());
  for (auto& [uri, items] : now) send(uri, is_pulled(uri) ? Json::array() : std::move(items));
  std::erase_if(shown_, [&](const auto& entry) { return entry.second.empty() && !session_.documents.contains(entry.first); });
}

void Publisher::stop() {
  if (stopped_ || !session_.client.pulls) return;
  stopped_ = true;
  publish();
}

void Publisher::send(const std::string& uri, Json items) {
  auto open = session_.documents.find(uri);
  bool is_open = open != session_.documents.end(), pulled = is_pulled(uri);
  if (is_open && !pulled && open->second.edited_at > session_.requested_at) return;
  auto known = shown_.find(uri);
  bool same = known == shown_.end() ? items.empty() : known->second == items;
  if (same && (!is_open || pulled)) return;
  Json params = {{"uri", uri}, {"diagnostics", items}};
  if (is_open) params["version"] = open->second.version;
  shown_[uri] = std::move(items);
  session_.connection.notify("textDocument/publishDiagnostics", std::move(params));
}

}  // namespace bulkhead::lsp
