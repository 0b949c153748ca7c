#include "analyzer/lsp/server.h"

#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/features.h"
#include "analyzer/lsp/framing.h"
#include "analyzer/lsp/uri.h"

namespace bulkhead::lsp {
namespace {

constexpr int kParseError = -32700, kInvalidRequest = -32600, kMethodNotFound = -32601, kInvalidParams = -32602, kInternalError = -32603,
              kNotInitialised = -32002;
constexpr int kMaxDepth = 200;

/// Nesting is bounded before the text is read as JSON: what walks a tree afterwards may recurse.
bool too_deep(std::string_view body) {
  int depth = 0;
  bool text = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (text) {
      if (body[i] == '\\') ++i;
      else if (body[i] == '"') text = false;
    } else if (body[i] == '"') text = true;
    else if (body[i] == '[' || body[i] == '{') { if (++depth > kMaxDepth) return true; }
    else if (body[i] == ']' || body[i] == '}') --depth;
  }
  return false;
}

const Json kNull;
const Json& get(const Json& object, const char* key) {
  if (!object.is_object()) return kNull;
  auto at = object.find(key);
  return at == object.end() ? kNull : *at;
}
std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }
bool is_true(const Json& value) { return value.is_boolean() && value.get<bool>(); }

Client read_client(const Json& capabilities) {
  Client out;
  std::set<std::string> offered;
  const Json& encodings = get(get(capabilities, "general"), "positionEncodings");
  if (encodings.is_array()) for (const Json& one : encodings) offered.insert(text_of(one));
  if (offered.contains("utf-8")) out.encoding = PositionEncoding::utf8;
  else if (!offered.contains("utf-16") && offered.contains("utf-32")) out.encoding = PositionEncoding::utf32;
  const Json& published = get(get(capabilities, "textDocument"), "publishDiagnostics");
  out.related_information = is_true(get(published, "relatedInformation"));
  out.tags = !get(published, "tagSupport").is_null();
  return out;
}

}  // namespace

struct Server::State {
  std::string version;
  FrameReader reader;
  std::string output;
  Client client;
  bool initialised = false, shut_down = false, exited = false, dirty = false, reload = true;
  long process = 0;
  std::vector<std::string> folders;
  bool folder_given = false;
  std::map<std::string, Document> documents;   // by URI
  std::uint64_t edits = 0, requested_at = 0;
  std::vector<std::shared_ptr<const EstateView>> views;
  std::map<std::string, Json> published;       // by URI: what the client shows
  std::string told;                            // last problem shown

  void send(const Json& message) { output += framed(message.dump(-1, ' ', false, Json::error_handler_t::replace)); }
  void notify(const char* method, Json params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}); }
  void answer(const Json& id, Json result) { send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}); }
  void refuse(const Json& id, int code, const std::string& why) { send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", why}}}}); }

  void take(const Json& message) {
    const Json& method = get(message, "method");
    Json id = get(message, "id");
    bool request = id.is_number() || id.is_string();
    if (!method.is_string()) {
      bool response = message.is_object() && (message.contains("result") || message.contains("error"));
      if (!response) refuse(request ? id : kNull, kInvalidRequest, "neither a request nor a response");
      return;
    }
    const std::string& name = method.get_ref<const std::string&>();
    const Json& params = get(message, "params");
    if (name == "exit") { exited = true; return; }
    if (!request) return notification(name, params);
    if (name == "initialize") {
      if (initialised) return refuse(id, kInvalidRequest, "initialised already");
      return initialise(id, params);
    }
    if (!initialised) return refuse(id, kNotInitialised, "`initialize` comes first");
    if (shut_down) return refuse(id, kInvalidRequest, "shut down");
    if (name == "shutdown") { shut_down = true; return answer(id, nullptr); }
    if (name == "textDocument/hover" || name == "textDocument/codeAction") {
      std::string uri = text_of(get(get(params, "textDocument"), "uri"));
      if (uri.empty()) return refuse(id, kInvalidParams, "no textDocument.uri");
      auto document = documents.find(uri);
      auto shown = published.find(uri);
      if (document == documents.end() || shown == published.end()) return answer(id, nullptr);
      if (name == "textDocument/hover") return answer(id, hover(shown->second, get(params, "position"), views));
      return answer(id, suppressions(document->second, shown->second, params));
    }
    refuse(id, kMethodNotFound, "no such method: " + name.substr(0, 100));
  }

  void initialise(const Json& id, const Json& params) {
    initialised = true;
    client = read_client(get(params, "capabilities"));
    if (get(params, "processId").is_number_integer()) process = get(params, "processId").get<long>();
    const Json& given = get(params, "workspaceFolders");
    if (given.is_array()) for (const Json& folder : given) add_folder(path_of(text_of(get(folder, "uri"))));
    if (folders.empty()) add_folder(path_of(text_of(get(params, "rootUri"))));
    if (folders.empty()) add_folder(text_of(get(params, "rootPath")));
    folder_given = !folders.empty();
    dirty = folder_given;
    answer(id, {{"capabilities", {{"positionEncoding", to_string(client.encoding)},
                                  {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
                                  {"hoverProvider", true}, {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
                                  {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}}},
                {"serverInfo", {{"name", "bulkhead"}, {"version", version}}}});
  }

  void add_folder(const std::string& path) {
    if (!path.starts_with('/') || std::find(folders.begin(), folders.end(), path) != folders.end()) return;
    folders.push_back(path);
    std::sort(folders.begin(), folders.end());
  }

  void notification(const std::string& name, const Json& params) {
    if (!initialised || shut_down) return;
    const Json& document = get(params, "textDocument");
    std::string uri = text_of(get(document, "uri"));
    std::int64_t number = get(document, "version").is_number_integer() ? get(document, "version").get<std::int64_t>() : 0;
    auto open = documents.find(uri);
    if (name == "textDocument/didOpen") {
      if (uri.empty() || !get(document, "text").is_string()) return;
      documents[uri] = {uri, path_of(uri), text_of(get(document, "text")), number, ++edits};
      if (!folder_given && folders.empty() && path_of(uri).find_last_of('/') > 0) add_folder(path_of(uri).substr(0, path_of(uri).find_last_of('/')));
      dirty = true;
    } else if (name == "textDocument/didChange") {
      if (open == documents.end()) return;
      open->second.version = number;
      open->second.edited_at = ++edits;
      if (!apply_changes(open->second.text, get(params, "contentChanges"), client.encoding))
        notify("window/logMessage", {{"type", 2}, {"message", "didChange without usable changes: " + uri.substr(0, 200)}});
      dirty = true;
    } else if (name == "textDocument/didClose") {
      if (open == documents.end()) return;
      documents.erase(open);
      ++edits;
      dirty = reload = true;
    } else if (name == "textDocument/didSave" || name == "workspace/didChangeWatchedFiles" || name == "workspace/didChangeConfiguration") {
      dirty = reload = true;
    } else if (name == "workspace/didChangeWorkspaceFolders") {
      const Json& event = get(params, "event");
      if (get(event, "removed").is_array()) for (const Json& one : get(event, "removed")) std::erase(folders, path_of(text_of(get(one, "uri"))));
      if (get(event, "added").is_array()) for (const Json& one : get(event, "added")) add_folder(path_of(text_of(get(one, "uri"))));
      dirty = reload = folder_given = true;
    }
  }

  /// Folders that lie in no other one.
  std::vector<std::string> roots() const {
    std::vector<std::string> out;
    for (const std::string& folder : folders)
      if (std::none_of(out.begin(), out.end(), [&](const std::string& outer) { return folder.starts_with(outer == "/" ? outer : outer + "/"); })) out.push_back(folder);
    return out;
  }

  std::string uri_for(const std::string& path) const {
    for (const auto& [uri, document] : documents)
      if (document.path == path) return uri;
    return uri_of(path);
  }

  void publish(const std::string& uri, Json diagnostics) {
    auto open = documents.find(uri);
    if (open != documents.end() && open->second.edited_at > requested_at) return;
    Json params = {{"uri", uri}, {"diagnostics", diagnostics}};
    if (open != documents.end()) params["version"] = open->second.version;
    auto known = published.find(uri);
    if (known == published.end() ? diagnostics.empty() && open == documents.end() : known->second == diagnostics && open == documents.end()) return;
    published[uri] = std::move(diagnostics);
    notify("textDocument/publishDiagnostics", std::move(params));
  }

  void deliver() {
    std::map<std::string, Json> now;
    std::string problem;
    for (const auto& view : views) {
      if (problem.empty()) problem = view->problem;
      if (!view->workspace || !view->rules) continue;
      for (auto& [path, list] : diagnostics_of(*view, client)) now[uri_for((view->folder == "/" ? "" : view->folder) + "/" + path)] = std::move(list);
    }
    for (const auto& [uri, list] : published) now.try_emplace(uri, Json::array());
    for (const auto& [uri, document] : documents) now.try_emplace(uri, Json::array());
    for (auto& [uri, list] : now) publish(uri, std::move(list));
    std::erase_if(published, [&](const auto& entry) { return entry.second.empty() && !documents.contains(entry.first); });
    if (!problem.empty() && problem != told) notify("window/showMessage", {{"type", 1}, {"message", "bulkhead: " + problem}});
    told = problem;
  }
};

Server::Server(std::string version) : state_(std::make_unique<State>()) { state_->version = std::move(version); }
Server::~Server() = default;

void Server::receive(std::string_view bytes) {
  state_->reader.feed(bytes);
  while (!state_->exited) {
    auto frame = state_->reader.next();
    if (!frame) return;
    if (!frame->problem.empty()) {
      state_->refuse(nullptr, kParseError, frame->problem);
      continue;
    }
    Json message = too_deep(frame->body) ? Json(Json::value_t::discarded) : Json::parse(frame->body, nullptr, false);
    if (message.is_discarded()) {
      state_->refuse(nullptr, kParseError, "not JSON, or nested too deeply");
      state_->reader.reread(frame->body);
      continue;
    }
    try {
      state_->take(message);
    } catch (const std::exception& error) {   // nothing here is meant to throw; if something does, it costs this message
      Json id = get(message, "id");
      state_->refuse(id.is_structured() ? kNull : id, kInternalError, std::string("internal error: ") + error.what());
    }
  }
}

std::string Server::take_output() { return std::exchange(state_->output, {}); }
bool Server::wants_analysis() const { return state_->dirty && !state_->shut_down && !state_->exited; }

std::vector<RootRequest> Server::take_request() {
  std::vector<RootRequest> out;
  for (const std::string& folder : state_->roots()) {
    RootRequest request{folder, {}, state_->reload};
    std::string inside = folder == "/" ? folder : folder + "/";
    for (const auto& [uri, document] : state_->documents)
      if (document.path.starts_with(inside)) request.buffers.emplace_back(document.path.substr(inside.size()), document.text);
    out.push_back(std::move(request));
  }
  state_->dirty = state_->reload = false;
  state_->requested_at = state_->edits;
  return out;
}

void Server::deliver(std::vector<std::shared_ptr<const EstateView>> views) {
  state_->views = std::move(views);
  state_->deliver();
}

bool Server::ended() const { return state_->exited; }
int Server::exit_code() const { return state_->shut_down ? 0 : 1; }
long Server::client_process() const { return state_->process; }

}  // namespace bulkhead::lsp
