// The language server without its streams and threads. Each line is one message, framed as it should be; a line that begins with `raw ` is sent as it
// stands, and one that is `wait` lets pass what is under way. The estate is what documents are open.
#include <map>

#include "analyzer/lsp/framing.h"
#include "analyzer/lsp/json.h"
#include "analyzer/lsp/server.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {
namespace {

using lsp::Json;

const RuleSet& some_rules() {
  static const RuleSet rules = [] {
    std::vector<std::string> problems;
    const std::vector<std::string> chosen = {"cross-environment-network-link", "plaintext-secret", "suppression-unused", "image-tag-mutable"};
    return RuleSet::load(builtin_rule_pages(), problems).filtered(chosen, {});
  }();
  return rules;
}

std::shared_ptr<const lsp::EstateView> view_of(const lsp::RootRequest& request) {
  auto view = std::make_shared<lsp::EstateView>();
  view->folder = request.folder;
  view->today = "2026-11-24";
  auto workspace = std::make_shared<const Workspace>(Workspace::from_memory(request.buffers));
  view->workspace = workspace;
  AnalyzeOptions options;
  options.jobs = 1;
  options.today = view->today;
  view->analysis = analyze(*workspace, Config{}, some_rules(), options);
  view->verdicts = judge(*workspace, Config{}, some_rules(), view->analysis, {view->today, "", nullptr});
  view->values = std::make_shared<ValueLookup>(workspace, Config{});
  view->rules = std::shared_ptr<const RuleSet>(std::shared_ptr<void>(), &some_rules());
  return view;
}

class Conversation {
 public:
  explicit Conversation(Verdict& verdict) : verdict_(verdict) {}

  void message(std::string_view body) {
    Json message = lsp::parse_message(body);
    if (message.is_discarded()) countable_ = false;   // what looks like a header in there is read again, with what follows
    count(message);
    send(lsp::framed(body));
  }

  void raw(std::string_view bytes) {
    countable_ = false;
    send(bytes);
  }

  void pass() {
    for (int rounds = 0; rounds < 8 && server_.wants_analysis(); ++rounds) {
      lsp::Views views;
      for (const lsp::RootRequest& request : server_.take_request()) views.push_back(view_of(request));
      server_.deliver(std::move(views));
      answer();
    }
    answer();
    read_output();
  }

  /// Every request has one response, whatever was sent meanwhile.
  void end() {
    pass();
    bool early = server_.ended();
    message(R"({"jsonrpc":"2.0","id":"the end","method":"shutdown"})");
    if (early || !countable_) return;
    for (const auto& [id, requests] : requests_)
      verdict_.expect(responses_[id] == requests, std::to_string(requests) + " requests and " + std::to_string(responses_[id]) + " responses of id " + id);
  }

 private:
  void send(std::string_view bytes) {
    if (server_.ended()) countable_ = false;
    server_.receive(bytes);
    if (server_.ended()) countable_ = false;
    answer();
    read_output();
  }

  void answer() {
    for (lsp::Question& question : server_.take_questions()) server_.deliver_answer(question.number, question.answer());
  }

  void count(const Json& message) {
    if (message.is_array()) {
      for (const Json& one : message) count_one(one);
    } else {
      count_one(message);
    }
  }

  void count_one(const Json& message) {
    const Json& id = lsp::get(message, "id");
    bool response = message.is_object() && (message.contains("result") || message.contains("error"));
    const Json& method = lsp::get(message, "method");
    if ((id.is_number() || id.is_string()) && (method.is_string() ? method != "exit" : !response)) ++requests_[shown(id)];
  }

  static std::string shown(const Json& id) { return id.dump(-1, ' ', false, Json::error_handler_t::replace); }

  void read_output() {
    reader_.feed(server_.take_output());
    while (auto frame = reader_.next()) {
      if (!verdict_.expect(frame->problem.empty(), "what is sent is no message: " + frame->problem)) return;
      Json message = Json::parse(frame->body, nullptr, false);
      if (!verdict_.expect(message.is_object(), "what is sent is no JSON object: " + frame->body)) return;
      if (message.contains("method")) continue;
      verdict_.expect(message.contains("id") && message.contains("result") != message.contains("error"), "a response is a result or an error: " + frame->body);
      ++responses_[shown(message["id"])];
    }
  }

  Verdict& verdict_;
  lsp::Server server_{"fuzz"};
  lsp::FrameReader reader_;
  std::map<std::string, int> requests_, responses_;
  bool countable_ = true;
};

constexpr std::string_view kInitialise =
    R"({"jsonrpc":"2.0","id":"first","method":"initialize","params":{"rootUri":"file:///e","capabilities":{"general":{"positionEncodings":["utf-16"]},)"
    R"("textDocument":{"codeAction":{"codeActionLiteralSupport":{},"dataSupport":true,"disabledSupport":true},"diagnostic":{}},)"
    R"("workspace":{"configuration":true,"diagnostics":{"refreshSupport":true},"workspaceEdit":{"documentChanges":true}}}}})";

}  // namespace

std::string broken_lsp(std::string_view text) {
  Verdict verdict(text);
  Conversation conversation(verdict);
  if (!text.starts_with("raw ")) conversation.message(kInitialise);
  for (int lines = 0; !text.empty() && lines < 200; ++lines) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line == "wait") conversation.pass();
    else if (line.starts_with("raw ")) conversation.raw(line.substr(4));
    else conversation.message(line);
  }
  conversation.end();
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
