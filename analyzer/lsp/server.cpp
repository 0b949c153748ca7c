#include "analyzer/lsp/server.h"

#include "analyzer/lsp/framing.h"
#include "analyzer/lsp/router.h"
#include "analyzer/lsp/synchronisation.h"

namespace bulkhead::lsp {

struct Server::State {
  explicit State(std::string version) { session.version = std::move(version); }

  FrameReader reader;
  Session session;
  Questions questions{session};
  Pulls pulls{session};
  Publisher publisher{session};
  Progress progress{session};
  Router router{session, questions, pulls, publisher};
  std::string told;                      // last problem shown

  void take(const Frame& frame) {
    if (!frame.problem.empty()) return session.connection.refuse(nullptr, kParseError, frame.problem);
    Json message = parse_message(frame.body);
    if (message.is_discarded()) {
      session.connection.refuse(nullptr, kParseError, "not JSON, or nested too deeply");
      return reader.reread(frame.body);
    }
    try {
      router.take(message);
    } catch (const std::exception& error) {   // nothing here is meant to throw; if something does, it costs this message
      const Json& id = get(message, "id");
      session.connection.refuse(id.is_number() || id.is_string() ? id : Json(), kInternalError, std::string("internal error: ") +
          error.what());
    }
  }

  void tell_problem() {
    std::string problem;
    for (const auto& view : session.views)
      if (problem.empty()) problem = view->problem;
    if (!problem.empty() && problem != told)
      session.connection.notify("window/showMessage", {{"type", 1}, {"message", "bulkhead: " + problem}});
    told = problem;
  }

  /// Lenses and values of one document change with others.
  void refresh() {
    if (session.client.refreshes_lenses && session.asked_lenses) session.connection.call("workspace/codeLens/refresh", nullptr);
    if (session.client.refreshes_hints && session.asked_hints) session.connection.call("workspace/inlayHint/refresh", nullptr);
  }
};

Server::Server(std::string version) : state_(std::make_unique<State>(std::move(version))) {}
Server::~Server() = default;

void Server::receive(std::string_view bytes) {
  state_->reader.feed(bytes);
  while (!ended()) {
    auto frame = state_->reader.next();
    if (!frame) return;
    state_->take(*frame);
  }
}

std::string Server::take_output() { return state_->session.connection.take_output(); }

bool Server::wants_analysis() const {
  return state_->session.dirty && state_->session.phase == Session::Phase::initialised && !state_->session.folders.empty();
}

bool Server::wants_files() const { return state_->session.reload; }

std::vector<RootRequest> Server::take_request() {
  Session& session = state_->session;
  std::vector<RootRequest> out;
  for (const std::string& folder : session.folders.roots()) {
    RootRequest request{folder, {}, session.reload, session.settings};
    for (const auto& [uri, document] : session.documents)
      if (std::string relative = below(folder, document.path); !relative.empty())
        request.buffers.emplace_back(relative, document.text);
    out.push_back(std::move(request));
  }
  session.dirty = session.reload = false;
  session.requested_at = session.changes;
  state_->progress.start();
  return out;
}

void Server::deliver(Views views) {
  Session& session = state_->session;
  if (session.phase != Session::Phase::initialised) return;
  session.views = std::move(views);
  session.delivered_at = session.requested_at;
  session.diagnostics = std::make_shared<DiagnosticSet>(diagnostics_of(session.views, session.client, session.settings, *session.diagnostics));
  bool first = !std::exchange(session.delivered, true);
  state_->progress.finish();
  state_->publisher.publish();
  state_->pulls.deliver();
  state_->tell_problem();
  if (!first) state_->refresh();
  session.connection.trace("analysed " + std::to_string(session.views.size()) + " folders: diagnostics in " +
      std::to_string(session.diagnostics->size()) + " files");
}

std::vector<Question> Server::take_questions() { return state_->questions.take(); }
void Server::deliver_answer(std::uint64_t question, Reply reply) { state_->questions.answer(question, std::move(reply)); }

std::vector<std::string> Server::folders_to_watch() const {
  std::vector<std::string> out;
  const Session& session = state_->session;
  if (session.phase != Session::Phase::initialised || session.client.registers_watchers) return out;
  for (const auto& view : session.views) {
    if (!view->workspace) continue;
    std::set<std::string> folders = {""};
    for (std::string folder : view->workspace->directories())
      for (; folders.insert(folder).second; folder = std::string(directory_of(folder))) {}
    for (const std::string& folder : folders)
      out.push_back(folder.empty() ? view->folder : (view->folder == "/" ? "" : view->folder) + "/" + folder);
  }
  return out;
}

void Server::file_changed(const std::string& path) { lsp::file_changed(state_->session, path); }
void Server::tell(const std::string& text) { state_->session.connection.log(2, "bulkhead: " + text); }

bool Server::ended() const { return state_->session.ended(); }
int Server::exit_code() const {
  return state_->session.phase == Session::Phase::shut_down || state_->session.phase == Session::Phase::exited ? 0 : 1;
}
long Server::client_process() const { return state_->session.client_process; }

}  // namespace bulkhead::lsp
