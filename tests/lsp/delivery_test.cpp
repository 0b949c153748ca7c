// The server without streams and threads: what happens between a request and the analysis it waits for, step by step.
#include "analyzer/lsp/framing.h"
#include "analyzer/lsp/server.h"
#include "tests/lsp/estate.h"

using namespace bulkhead;   // NOLINT: test vocabulary
using test::change, test::document, test::edit, test::kDev, test::kProd, test::kRule, test::place, test::position, test::with_code;
using Json = nlohmann::json;

namespace {

const RuleSet& rules() {
  static const RuleSet all = [] {
    std::vector<std::string> problems;
    return RuleSet::load(builtin_rule_pages(), problems);
  }();
  return all;
}

const std::string kDevUri = "file:///e/live/dev/vpc.tf", kProdUri = "file:///e/live/prod/main.tf";

/// Both ends of the protocol in one thread; the estate is what documents are open.
class Desk {
 public:
  explicit Desk(Json capabilities = Json::object()) {
    ask("initialize", {{"rootUri", "file:///e"}, {"capabilities", std::move(capabilities)}});
    notify("initialized", Json::object());
    open(kProdUri, kProd);
    open(kDevUri, kDev);
    take();
  }

  void send(const Json& message) { server_.receive(lsp::framed(message.dump())); }
  void notify(const std::string& method, Json params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}); }
  int ask(const std::string& method, Json params) {
    send({{"jsonrpc", "2.0"}, {"id", ++last_}, {"method", method}, {"params", std::move(params)}});
    return last_;
  }
  void open(const std::string& uri, const std::string& text) {
    notify("textDocument/didOpen", {{"textDocument", {{"uri", uri}, {"version", 1}, {"text", text}}}});
  }

  void start() { request_ = server_.take_request(); }
  void finish() {
    lsp::Views views;
    for (const lsp::RootRequest& root : request_) {
      auto view = std::make_shared<lsp::EstateView>();
      view->folder = root.folder;
      view->workspace = std::make_shared<const Workspace>(Workspace::from_memory(root.buffers));
      view->analysis = analyze(*view->workspace, Config{}, rules(), {});
      view->verdicts = judge(*view->workspace, Config{}, rules(), view->analysis, {});
      view->values = std::make_shared<ValueLookup>(view->workspace, Config{});
      view->rules = std::shared_ptr<const RuleSet>(std::shared_ptr<void>(), &rules());
      views.push_back(std::move(view));
    }
    server_.deliver(std::move(views));
  }
  void analyse() {
    start();
    finish();
  }
  std::size_t answer() {
    auto questions = server_.take_questions();
    for (lsp::Question& one : questions) server_.deliver_answer(one.number, one.answer());
    return questions.size();
  }

  /// What was sent since the last call.
  std::vector<Json> take() {
    reader_.feed(server_.take_output());
    std::vector<Json> out;
    while (auto frame = reader_.next()) out.push_back(Json::parse(frame->body));
    return out;
  }
  lsp::Server& server() { return server_; }

 private:
  lsp::Server server_{"test"};
  lsp::FrameReader reader_;
  std::vector<lsp::RootRequest> request_;
  int last_ = 0;
};

Json response(const std::vector<Json>& messages, int id) {
  for (const Json& one : messages)
    if (!one.contains("method") && one["id"] == id) return one;
  return nullptr;
}

std::vector<Json> sent(const std::vector<Json>& messages, const std::string& method) {
  std::vector<Json> out;
  for (const Json& one : messages)
    if (one.value("method", "") == method) out.push_back(one);
  return out;
}

const Json kPulls = {{"textDocument", {{"diagnostic", Json::object()}}}};
const Json kShowsProgress = {{"window", {{"workDoneProgress", true}}}};
const Json kTakesActions = {{"textDocument", {{"codeAction", test::kActions}}},
                            {"workspace", {{"workspaceEdit", {{"documentChanges", true}}}}}};

}  // namespace

TEST_CASE("a request about a text is held until the analysis of that text", "[lsp]") {
  Desk desk;
  desk.start();
  int hover = desk.ask("textDocument/hover", place(kDevUri, position(6, 30)));
  CHECK(desk.answer() == 0);
  int symbols = desk.ask("textDocument/documentSymbol", document(kDevUri));
  CHECK(desk.answer() == 1);
  std::vector<Json> before = desk.take();
  CHECK(response(before, symbols).contains("result"));
  CHECK(response(before, hover).is_null());
  desk.finish();
  CHECK(desk.answer() == 1);
  CHECK(response(desk.take(), hover)["result"].is_object());
}

TEST_CASE("an edit gives up what was asked about the text before, and no answer comes late", "[lsp]") {
  Desk desk;
  desk.analyse();
  int held = desk.ask("textDocument/hover", place(kDevUri, position(6, 30)));
  int other = desk.ask("textDocument/hover", place(kProdUri, position(1, 18)));
  auto questions = desk.server().take_questions();
  REQUIRE(questions.size() == 2);
  desk.take();
  desk.notify("textDocument/didChange", edit(kDevUri, 2, Json::array({change(0, 0, 0, "\n")})));
  CHECK(response(desk.take(), held)["error"]["code"] == -32801);
  CHECK(*questions[0].cancelled);
  for (lsp::Question& one : questions) desk.server().deliver_answer(one.number, one.answer());
  std::vector<Json> after = desk.take();
  CHECK(response(after, held).is_null());
  CHECK(response(after, other).contains("result"));
}

TEST_CASE("a cancelled request has one response, whether it waits or is being answered", "[lsp]") {
  Desk desk;
  for (bool analysed : {false, true}) {
    if (analysed) desk.analyse();
    int held = desk.ask("textDocument/hover", place(kDevUri, position(6, 30)));
    auto questions = desk.server().take_questions();
    CHECK(questions.size() == (analysed ? 1 : 0));
    desk.notify("$/cancelRequest", {{"id", held}});
    CHECK(response(desk.take(), held)["error"]["code"] == -32800);
    for (lsp::Question& one : questions) desk.server().deliver_answer(one.number, one.answer());
    CHECK(response(desk.take(), held).is_null());
  }
}

TEST_CASE("an analysis of an older text publishes nothing for the newer one, and versions are those of the text", "[lsp]") {
  Desk desk;
  desk.start();
  desk.notify("textDocument/didChange", edit(kDevUri, 2, Json::array({change(0, 0, 0, "\n")})));
  desk.finish();
  std::vector<Json> first = sent(desk.take(), "textDocument/publishDiagnostics");
  REQUIRE(first.size() == 1);
  CHECK(first[0]["params"]["uri"] == kProdUri);
  CHECK(first[0]["params"]["version"] == 1);
  desk.analyse();
  bool seen = false;
  for (const Json& one : sent(desk.take(), "textDocument/publishDiagnostics")) {
    if (one["params"]["uri"] != kDevUri) continue;
    seen = true;
    CHECK(one["params"]["version"] == 2);
    const Json* link = with_code(one["params"]["diagnostics"], kRule);
    REQUIRE(link != nullptr);
    CHECK((*link)["range"]["start"]["line"] == 7);
  }
  CHECK(seen);
}

TEST_CASE("a pulled document that changes is to be asked again, at once", "[lsp]") {
  Desk desk(kPulls);
  int held = desk.ask("textDocument/diagnostic", document(kDevUri));
  CHECK(response(desk.take(), held).is_null());
  desk.notify("textDocument/didChange", edit(kDevUri, 2, Json::array({change(0, 0, 0, "\n")})));
  Json answer = response(desk.take(), held);
  CHECK(answer["error"]["code"] == -32802);
  CHECK(answer["error"]["data"]["retriggerRequest"] == true);
}

TEST_CASE("a pull waits for what was changed elsewhere before it", "[lsp]") {
  Desk desk(kPulls);
  desk.analyse();
  desk.notify("textDocument/didChange", edit(kDevUri, 2, Json::array({Json{{"text", ""}}})));
  int held = desk.ask("textDocument/diagnostic", document(kProdUri));
  CHECK(response(desk.take(), held).is_null());
  desk.analyse();
  CHECK(with_code(response(desk.take(), held)["result"]["items"], kRule) == nullptr);
}

TEST_CASE("progress of the first analysis begins when the client has a place for it, and ends", "[lsp]") {
  Desk desk(kShowsProgress);
  desk.start();
  std::vector<Json> create = sent(desk.take(), "window/workDoneProgress/create");
  REQUIRE(create.size() == 1);
  desk.send({{"jsonrpc", "2.0"}, {"id", create[0]["id"]}, {"result", nullptr}});
  std::vector<Json> begin = sent(desk.take(), "$/progress");
  REQUIRE(begin.size() == 1);
  CHECK(begin[0]["params"]["token"] == create[0]["params"]["token"]);
  CHECK(begin[0]["params"]["value"]["kind"] == "begin");
  desk.finish();
  std::vector<Json> end = sent(desk.take(), "$/progress");
  REQUIRE(end.size() == 1);
  CHECK(end[0]["params"]["value"]["kind"] == "end");
  desk.analyse();
  CHECK(sent(desk.take(), "window/workDoneProgress/create").empty());
}

TEST_CASE("closing a document clears nothing", "[lsp]") {
  Desk desk;
  desk.analyse();
  desk.take();
  desk.notify("textDocument/didClose", document(kProdUri));
  CHECK(sent(desk.take(), "textDocument/publishDiagnostics").empty());
}

TEST_CASE("a rule's fix is a preferred action with versions when it is safe, and one that touches a text being edited is not offered", "[lsp]") {
  Desk desk(kTakesActions);
  auto view = std::make_shared<lsp::EstateView>();
  view->folder = "/e";
  auto workspace = std::make_shared<const Workspace>(Workspace::from_memory({{"live/dev/vpc.tf", kDev}, {"live/prod/main.tf", kProd}}));
  FileId dev = workspace->find("live/dev/vpc.tf")->id, prod = workspace->find("live/prod/main.tf")->id;
  Finding finding;
  finding.rule = kRule;
  finding.at = {dev, 0, 8};
  finding.fix = Fix{"Mend both", true, {{{dev, 0, 8}, "a"}, {{prod, 0, 8}, "b"}}};
  view->workspace = workspace;
  view->rules = std::shared_ptr<const RuleSet>(std::shared_ptr<void>(), &rules());
  view->verdicts.push_back({finding, "f1", Standing::reported, ""});
  desk.start();
  desk.server().deliver({view});
  Json asked = {{"textDocument", {{"uri", kDevUri}}}, {"range", {{"start", position(0, 0)}, {"end", position(0, 1)}}}};
  auto named = [&] {
    int id = desk.ask("textDocument/codeAction", asked);
    desk.answer();
    Json actions = response(desk.take(), id)["result"];
    for (const Json& one : actions)
      if (one["title"] == "Mend both") return one;
    return Json();
  };
  Json action = named();
  REQUIRE(action.is_object());
  CHECK(action["isPreferred"] == true);
  Json changes = action["edit"]["documentChanges"];
  REQUIRE(changes.size() == 2);
  CHECK(changes[0]["textDocument"] == Json{{"uri", kDevUri}, {"version", 1}});
  CHECK(changes[1]["edits"][0]["newText"] == "b");
  desk.notify("textDocument/didChange", edit(kProdUri, 2, Json::array({change(0, 0, 0, "\n")})));
  CHECK(named().is_null());
}
