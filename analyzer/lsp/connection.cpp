#include "analyzer/lsp/connection.h"

#include "analyzer/lsp/framing.h"

namespace bulkhead::lsp {

void Connection::send(const Json& message) { output_ += framed(message.dump(-1, ' ', false, Json::error_handler_t::replace)); }

void Connection::notify(const char* method, Json params) {
  send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

void Connection::answer(const Json& id, Json result) { send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}); }

void Connection::refuse(const Json& id, int code, const std::string& why, Json data) {
  Json error = {{"code", code}, {"message", why}};
  if (!data.is_null()) error["data"] = std::move(data);
  send({{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}});
}

void Connection::call(const char* method, Json params, Answered answered) {
  std::int64_t id = ++next_;
  asked_[id] = std::move(answered);
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
}

bool Connection::take_response(const Json& message) {
  const Json& id = get(message, "id");
  auto asked = id.is_number_integer() ? asked_.find(id.get<std::int64_t>()) : asked_.end();
  if (asked == asked_.end()) return false;
  Answered answered = std::move(asked->second);
  asked_.erase(asked);
  if (answered) answered(get(message, "result"), message.contains("error"));
  return true;
}

void Connection::log(int type, const std::string& text) { notify("window/logMessage", {{"type", type}, {"message", text}}); }

void Connection::trace(const std::string& text) {
  if (trace_ != "off") notify("$/logTrace", {{"message", text}});
}

}  // namespace bulkhead::lsp
