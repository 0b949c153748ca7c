// Every request gets one response: answered, cancelled or given up.
#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

TEST_CASE("a request that waits for the analysis can be cancelled", "[lsp]") {
  OpenEstate estate;
  LanguageClient& client = estate.client;
  const std::string& uri = estate.dev;
  int held = client.ask("textDocument/hover", place(uri, position(6, 5)));
  client.notify("$/cancelRequest", {{"id", held}});
  client.notify("$/cancelRequest", {{"id", held}});       // too late, and once more
  client.notify("$/cancelRequest", {{"id", "no such"}});
  client.notify("$/cancelRequest", 5);
  Json answer = client.response(held);
  CHECK((answer.contains("result") || answer["error"]["code"] == -32800));
  CHECK(client.request("textDocument/hover", place(uri, position(6, 5))).contains("result"));
}

TEST_CASE("an answer about a text that is gone is not given", "[lsp]") {
  OpenEstate estate;
  LanguageClient& client = estate.client;
  const std::string& uri = estate.dev;
  int held = client.ask("textDocument/hover", place(uri, position(6, 5)));
  client.notify("textDocument/didChange", edit(uri, 2, Json::array({{{"text", ""}}})));
  Json answer = client.response(held);
  CHECK((answer.contains("result") || answer["error"]["code"] == -32801));
}

TEST_CASE("what waits at shutdown is answered before it", "[lsp]") {
  OpenEstate estate;
  LanguageClient& client = estate.client;
  const std::string& uri = estate.dev;
  std::vector<int> held;
  for (int i = 0; i < 20; ++i) held.push_back(client.ask("textDocument/hover", place(uri, position(6, 5))));
  CHECK(client.request("shutdown", nullptr)["result"].is_null());
  for (int id : held) CHECK(client.response(id).is_object());
  CHECK(client.request("textDocument/hover", place(uri, position(6, 5)))["error"]["code"] == -32600);
  client.notify("exit", nullptr);
  CHECK(client.wait() == 0);
}

TEST_CASE("an id that is in use is refused, batches are answered one by one", "[lsp]") {
  OpenEstate estate;
  LanguageClient& client = estate.client;
  const std::string& uri = estate.dev;
  Json hover = {{"jsonrpc", "2.0"}, {"id", 500}, {"method", "textDocument/hover"}, {"params", place(uri, position(6, 5))}};
  client.send(hover);
  client.send(hover);
  Json one = client.response(500), two = client.response(500);
  CHECK((one.contains("error") || (two.contains("result") && one.contains("result"))));
  client.send(Json::array({hover, 5, Json{{"jsonrpc", "2.0"}, {"id", 501}, {"method", "no/such"}}, Json::array()}));
  CHECK(client.response(501)["error"]["code"] == -32601);
  CHECK(client.response(500).contains("result"));
  client.send({{"jsonrpc", "2.0"}, {"id", nullptr}, {"method", "textDocument/hover"}});
  CHECK(client.receive()["error"]["code"] == -32600);
}

TEST_CASE("the first analysis shows progress where the client has a place for it", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), {{"window", {{"workDoneProgress", true}}}});
  Json create = client.expect("window/workDoneProgress/create");
  REQUIRE(create.is_object());
  client.answer(create, nullptr);
  // Begun only when the client answered before the analysis was done; what is begun ends.
  std::string uri = estate.uri("live/dev/vpc.tf");
  CHECK(client.request("textDocument/hover", place(uri, position(6, 5))).contains("result"));
  CHECK(client.request("no/such", nullptr)["error"]["code"] == -32601);
}

TEST_CASE("a trace is sent only where it is wanted", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at());
  client.notify("$/setTrace", {{"value", "messages"}});
  CHECK(client.request("textDocument/hover", place(estate.uri("live/dev/vpc.tf"), position(6, 5))).contains("result"));
  Json line = client.expect("$/logTrace");
  REQUIRE(line.is_object());
  CHECK(line["params"]["message"].is_string());
}
