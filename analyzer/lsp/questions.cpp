#include "analyzer/lsp/questions.h"

#include <algorithm>

namespace bulkhead::lsp {
namespace {

constexpr std::size_t kMostPending = 1'000;

}  // namespace

void Questions::ask(const Json& id, const Handler& handler, const Json& params) {
  std::string uri = text_of(get_path(params, "textDocument.uri"));
  if (uri.empty()) uri = text_of(get_path(params, "data.uri"));   // what is resolved is of a document as well
  if (pending_.size() >= kMostPending) return session_.connection.refuse(id, kServerCancelled, "too many requests at once");
  if (uri.empty() && std::string_view(handler.method).starts_with("textDocument/"))
    return session_.connection.refuse(id, kInvalidParams, "no textDocument.uri");
  pending_.push_back({++next_, id, params, &handler, std::move(uri)});
}

std::list<Questions::Pending>::iterator Questions::drop(std::list<Pending>::iterator at, int code, const char* why) {
  session_.connection.refuse(at->id, code, why);
  *at->cancelled = true;
  return pending_.erase(at);
}

bool Questions::cancel(const Json& id) {
  auto at = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.id == id; });
  if (at == pending_.end()) return false;
  drop(at, kRequestCancelled, "cancelled");
  return true;
}

void Questions::edited(const std::string& uri) {
  for (auto at = pending_.begin(); at != pending_.end();)
    at = at->uri == uri && at->handler->needs_text ? drop(at, kContentModified, "the document changed") : std::next(at);
}

void Questions::cancel_all() {
  while (!pending_.empty()) drop(pending_.begin(), kServerCancelled, "the server shuts down");
}

bool Questions::holds(const Json& id) const {
  return std::any_of(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.id == id; });
}

Snapshot Questions::snapshot(const Pending& pending) const {
  Snapshot out{session_.client, session_.settings, session_.views, session_.diagnostics, {}, {}, {}, pending.uri, std::nullopt};
  for (const auto& [uri, document] : session_.documents) {
    out.versions[uri] = document.version;
    if (!document.path.empty()) out.uris[document.path] = uri;
    if (document.edited_at > session_.delivered_at) out.stale.insert(uri);
    if (uri == pending.uri) out.document = document;
  }
  return out;
}

std::vector<Question> Questions::take() {
  std::vector<Question> out;
  for (Pending& one : pending_) {
    if (one.taken || (one.handler->needs_text && !session_.is_current(one.uri))) continue;
    one.taken = true;
    out.push_back({one.number, one.cancelled, [snapshot = snapshot(one), params = one.params, handler = one.handler]() -> Reply {
                     try {
                       return handler->answer(snapshot, params);
                     } catch (const std::exception& error) {   // nothing here is meant to throw; if something does, it costs this request
                       return Reply::refusal(kInternalError, std::string("internal error: ") + error.what());
                     }
                   }});
  }
  return out;
}

void Questions::answer(std::uint64_t number, Reply reply) {
  auto at = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.number == number; });
  if (at == pending_.end()) return;
  for (auto& [method, params] : reply.calls) {
    if (method == "window/showDocument") session_.connection.call(method.c_str(), std::move(params));
    else session_.connection.notify(method.c_str(), std::move(params));
  }
  session_.connection.trace(std::string("answered ") + at->handler->method);
  if (reply.code != 0) session_.connection.refuse(at->id, reply.code, reply.message);
  else session_.connection.answer(at->id, std::move(reply.result));
  pending_.erase(at);
}

}  // namespace bulkhead::lsp
