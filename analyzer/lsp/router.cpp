#include "analyzer/lsp/router.h"

#include "analyzer/lsp/configuration.h"
#include "analyzer/lsp/synchronisation.h"

namespace bulkhead::lsp {
namespace {

const Handler* handler_of(std::string_view method) {
  for (const Feature* feature : features())
    for (const Handler& handler : feature->handlers)
      if (method == handler.method) return &handler;
  return nullptr;
}

}  // namespace

void Router::take(const Json& message) {
  if (!message.is_array()) return take_one(message);
  if (message.empty()) return session_.connection.refuse(nullptr, kInvalidRequest, "an empty batch");
  for (const Json& one : message)
    if (!session_.ended()) take_one(one);
}

void Router::take_one(const Json& message) {
  const Json& method = get(message, "method");
  const Json& id = get(message, "id");
  bool request_id = id.is_number() || id.is_string();
  if (!method.is_string()) {
    bool response = message.is_object() && (message.contains("result") || message.contains("error"));
    if (response) session_.connection.take_response(message);
    else session_.connection.refuse(request_id ? id : Json(), kInvalidRequest, "neither a request nor a response");
    return;
  }
  const std::string& name = method.get_ref<const std::string&>();
  if (name == "exit")
    session_.phase = session_.phase == Session::Phase::shut_down ? Session::Phase::exited : Session::Phase::exited_early;
  else if (request_id) request(id, name, get(message, "params"));
  else if (message.contains("id")) session_.connection.refuse(nullptr, kInvalidRequest, "an id is a number or a text");
  else notification(name, get(message, "params"));
}

void Router::request(const Json& id, const std::string& method, const Json& params) {
  Connection& connection = session_.connection;
  if (session_.phase == Session::Phase::started)
    return method == "initialize" ? initialise(id, params) : connection.refuse(id, kNotInitialised, "`initialize` comes first");
  if (method == "initialize") return connection.refuse(id, kInvalidRequest, "initialised already");
  if (session_.phase != Session::Phase::initialised) return connection.refuse(id, kInvalidRequest, "shut down");
  if (questions_.holds(id) || pulls_.holds(id))
    return connection.refuse(id, kInvalidRequest, "a request with this id is being answered");
  connection.trace("asked " + method.substr(0, 100));
  if (method == "shutdown") return shut_down(id);
  if (method == "workspace/diagnostic") publisher_.stop();
  if (pulls_.ask(id, method, params)) return;
  session_.asked_lenses |= method == "textDocument/codeLens";
  session_.asked_hints |= method == "textDocument/inlayHint";
  if (const Handler* handler = handler_of(method)) return questions_.ask(id, *handler, params);
  connection.refuse(id, kMethodNotFound, "no such method: " + method.substr(0, 100));
}

void Router::notification(const std::string& method, const Json& params) {
  if (session_.phase != Session::Phase::initialised) return;
  std::string edited;
  if (method == "$/cancelRequest") {
    if (!questions_.cancel(get(params, "id"))) pulls_.cancel(get(params, "id"));
  } else if (method == "$/setTrace") {
    session_.connection.set_trace(text_of(get(params, "value")));
  } else if (method == "initialized") {
    register_interests(session_);
    request_settings(session_);
  } else if (method == "workspace/didChangeConfiguration") {
    // Clients that can be asked are: what they send along may be all of their settings or none.
    if (session_.client.configuration) request_settings(session_);
    else take_settings(session_, get(params, "settings"), true);
  } else if (synchronise(session_, method, params, edited) && !edited.empty()) {
    questions_.edited(edited);
    pulls_.edited(edited);
    if (method != "textDocument/didChange" && session_.client.pulls) publisher_.publish();
  }
}

void Router::initialise(const Json& id, const Json& params) {
  session_.phase = Session::Phase::initialised;
  session_.client = read_client(get(params, "capabilities"));
  const Json& process = get(params, "processId");
  if (process.is_number_integer()) session_.client_process = process.get<long>();
  session_.folders.initialise(params);
  session_.connection.set_trace(get(params, "trace").is_string() ? text_of(get(params, "trace")) : "off");
  Json capabilities = {{"positionEncoding", to_string(session_.client.encoding)},
                       {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
                       {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
  Pulls::announce(session_.client, capabilities);
  for (const Feature* feature : features()) feature->announce(session_.client, capabilities);
  session_.connection.answer(id, {{"capabilities", std::move(capabilities)}, {"serverInfo", {{"name", "bulkhead"},
      {"version", session_.version}}}});
  take_settings(session_, get(params, "initializationOptions"));
  session_.initial_settings = session_.settings;
  session_.initial_settings = session_.settings;
  session_.dirty = !session_.folders.empty();
}

void Router::shut_down(const Json& id) {
  questions_.cancel_all();
  pulls_.cancel_all();
  session_.phase = Session::Phase::shut_down;
  session_.connection.answer(id, nullptr);
}

}  // namespace bulkhead::lsp
