#include "analyzer/lsp/pulls.h"

#include <algorithm>

namespace bulkhead::lsp {
namespace {

constexpr std::size_t kMostHeld = 1'000;

}  // namespace

void Pulls::announce(const Client& client, Json& capabilities) {
  if (client.pulls)
    capabilities["diagnosticProvider"] = {{"identifier", "bulkhead"}, {"interFileDependencies", true}, {"workspaceDiagnostics",
        true}};
}

bool Pulls::ask(const Json& id, const std::string& method, const Json& params) {
  if (method == "textDocument/diagnostic") {
    std::string uri = text_of(get_path(params, "textDocument.uri"));
    if (uri.empty()) return session_.connection.refuse(id, kInvalidParams, "no textDocument.uri"), true;
    if (documents_.size() >= kMostHeld)
      return session_.connection.refuse(id, kServerCancelled, "too many requests at once", {{"retriggerRequest", false}}), true;
    documents_.push_back({id, uri, text_of(get(params, "previousResultId")), session_.changes});
    refreshing_ = false;
  } else if (method == "workspace/diagnostic") {
    if (workspaces_.size() >= kMostHeld)
      return session_.connection.refuse(id, kServerCancelled, "too many requests at once", {{"retriggerRequest", false}}), true;
    const Json& token = get(params, "partialResultToken");
    WorkspacePull pull{id, token.is_string() || token.is_number_integer() ? token : Json(), {}};
    const Json& known = get(params, "previousResultIds");
    if (known.is_array()) for (const Json& one : known) pull.known[text_of(get(one, "uri"))] = text_of(get(one, "value"));
    workspaces_.push_back(std::move(pull));
  } else {
    return false;
  }
  deliver();
  return true;
}

bool Pulls::cancel(const Json& id) {
  bool held = holds(id);
  if (held) session_.connection.refuse(id, kRequestCancelled, "cancelled");
  documents_.remove_if([&](const DocumentPull& one) { return one.id == id; });
  workspaces_.remove_if([&](const WorkspacePull& one) { return one.id == id; });
  return held;
}

void Pulls::cancel_all() {
  for (const DocumentPull& one : documents_)
    session_.connection.refuse(one.id, kServerCancelled, "the server shuts down", {{"retriggerRequest", false}});
  for (const WorkspacePull& one : workspaces_) session_.connection.answer(one.id, {{"items", Json::array()}});
  documents_.clear();
  workspaces_.clear();
}

bool Pulls::holds(const Json& id) const {
  return std::any_of(documents_.begin(), documents_.end(), [&](const DocumentPull& one) { return one.id == id; }) ||
         std::any_of(workspaces_.begin(), workspaces_.end(), [&](const WorkspacePull& one) { return one.id == id; });
}

void Pulls::edited(const std::string& uri) {
  documents_.remove_if([&](const DocumentPull& one) {
    if (one.uri != uri) return false;
    session_.connection.refuse(one.id, kServerCancelled, "the document changed", {{"retriggerRequest", true}});
    return true;
  });
  if (!session_.documents.contains(uri)) answered_.erase(uri);
}

void Pulls::deliver() {
  documents_.remove_if([&](const DocumentPull& one) {
    if (!session_.has_seen(one.asked_at)) return false;
    answer(one);
    return true;
  });
  if (!session_.delivered) return;
  workspaces_.remove_if([&](WorkspacePull& one) { return answer(one); });
  refresh();
}

void Pulls::answer(const DocumentPull& pull) {
  FileDiagnostics file = session_.shown(pull.uri);
  answered_[pull.uri] = file.id();
  if (file.id() == pull.previous) return session_.connection.answer(pull.id, {{"kind", "unchanged"}, {"resultId", file.id()}});
  session_.connection.answer(pull.id, {{"kind", "full"}, {"resultId", file.id()}, {"items", file.items()}});
}

bool Pulls::is_stale(const std::string& uri) const {
  auto open = session_.documents.find(uri);
  return open != session_.documents.end() && open->second.edited_at > session_.requested_at;
}

Json Pulls::report(const std::string& uri, const FileDiagnostics& file, bool full) const {
  auto open = session_.documents.find(uri);
  Json out = {{"kind", full ? "full" : "unchanged"}, {"uri", uri}, {"resultId", file.id()}, {"version", nullptr}};
  if (open != session_.documents.end()) out["version"] = open->second.version;
  if (full) out["items"] = file.items();
  return out;
}

bool Pulls::answer(WorkspacePull& pull) {
  std::map<std::string, FileDiagnostics> now;
  for (const auto& [path, file] : *session_.diagnostics) now[session_.uri_for(path)] = file;
  for (const auto& [uri, id] : pull.known) now.try_emplace(uri, FileDiagnostics());
  Json changed = Json::array(), unchanged = Json::array();
  for (const auto& [uri, file] : now) {
    if (uri.empty() || is_stale(uri)) continue;
    bool same = pull.known[uri] == file.id();
    (same ? unchanged : changed).push_back(report(uri, file, !same));
    pull.known[uri] = file.id();
  }
  if (changed.empty()) return false;
  if (!pull.token.is_null()) {
    session_.connection.notify("$/progress", {{"token", pull.token}, {"value", {{"items", std::move(changed)}}}});
    return false;
  }
  for (Json& one : unchanged) changed.push_back(std::move(one));
  session_.connection.answer(pull.id, {{"items", std::move(changed)}});
  return true;
}

void Pulls::refresh() {
  if (!session_.client.refreshes_diagnostics || refreshing_) return;
  for (const auto& [uri, id] : answered_) {
    bool held = std::any_of(documents_.begin(), documents_.end(), [&](const DocumentPull& one) { return one.uri == uri; });
    if (held || is_stale(uri) || !session_.documents.contains(uri) || session_.shown(uri).id() == id) continue;
    refreshing_ = true;
    session_.connection.call("workspace/diagnostic/refresh", nullptr);
    return;
  }
}

}  // namespace bulkhead::lsp
