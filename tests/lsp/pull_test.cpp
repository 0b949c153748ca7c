// Diagnostics that the client asks for.
#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

namespace {

const Json kPulls = {{"textDocument", {{"diagnostic", {{"dynamicRegistration", false}}}}}, {"workspace", {{"diagnostics", {{"refreshSupport", true}}}}}};

Json pull(const std::string& uri, const std::string& previous = "") {
  Json out = document(uri);
  if (!previous.empty()) out["previousResultId"] = previous;
  return out;
}

const Json* report_of(const Json& items, const std::string& uri) {
  for (const Json& one : items)
    if (one["uri"] == uri) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("a document's diagnostics are pulled, and said to be unchanged while they are", "[lsp]") {
  Estate estate;
  LanguageClient client;
  Json capabilities = client.initialise(estate.at(), kPulls)["result"]["capabilities"];
  CHECK(capabilities["diagnosticProvider"] == Json{{"identifier", "bulkhead"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}});
  std::string uri = estate.uri("live/dev/vpc.tf");
  client.open(uri, kDev);
  Json first = client.request("textDocument/diagnostic", pull(uri))["result"];
  REQUIRE(first["kind"] == "full");
  CHECK(with_code(first["items"], kRule) != nullptr);
  Json second = client.request("textDocument/diagnostic", pull(uri, first["resultId"]))["result"];
  CHECK(second == Json{{"kind", "unchanged"}, {"resultId", first["resultId"]}});
  client.notify("textDocument/didChange", edit(uri, 2, Json::array({{{"text", ""}}})));
  Json third = client.request("textDocument/diagnostic", pull(uri, first["resultId"]))["result"];
  CHECK(third["kind"] == "full");
  CHECK(third["items"].empty());
}

TEST_CASE("to a client that pulls nothing is published of an open document, and nothing at all once it pulls the workspace", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), kPulls);
  std::string dev = estate.uri("live/dev/vpc.tf"), prod = estate.uri("live/prod/main.tf");
  CHECK_FALSE(client.diagnostics(prod).empty());
  client.open(prod, kProd);
  CHECK(client.diagnostics(prod) == Json::array());
  client.request("textDocument/diagnostic", pull(prod));   // of a text that is not analysed yet the workspace's answer says nothing
  Json all = client.request("workspace/diagnostic", {{"previousResultIds", Json::array()}})["result"]["items"];
  REQUIRE(report_of(all, dev) != nullptr);
  CHECK((*report_of(all, dev))["version"].is_null());
  REQUIRE(report_of(all, prod) != nullptr);
  CHECK((*report_of(all, prod))["version"] == 1);
}

TEST_CASE("a pull of the workspace is held until something changes", "[lsp]") {
  OpenEstate estate(kPulls);
  LanguageClient& client = estate.client;
  const std::string& dev = estate.dev;
  Json items = client.request("workspace/diagnostic", {{"previousResultIds", Json::array()}})["result"]["items"];
  Json known = Json::array();
  for (const Json& one : items) known.push_back({{"uri", one["uri"]}, {"value", one["resultId"]}});
  int held = client.ask("workspace/diagnostic", {{"previousResultIds", known}});
  client.request("textDocument/diagnostic", pull(dev));   // an answer of later: the held one has none yet
  client.notify("textDocument/didChange", edit(dev, 2, Json::array({{{"text", "# nothing\n"}}})));
  Json changed = client.response(held)["result"]["items"];
  REQUIRE(report_of(changed, dev) != nullptr);
  CHECK((*report_of(changed, dev))["kind"] == "full");
  CHECK((*report_of(changed, dev))["items"].empty());
  CHECK((*report_of(changed, dev))["version"] == 2);
}

TEST_CASE("with a token changes are streamed and the request stays open until it is cancelled", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), kPulls);
  std::string dev = estate.uri("live/dev/vpc.tf"), prod = estate.uri("live/prod/main.tf");
  int held = client.ask("workspace/diagnostic", {{"previousResultIds", Json::array()}, {"partialResultToken", "stream"}});
  Json first = client.expect("$/progress")["params"];
  CHECK(first["token"] == "stream");
  CHECK(report_of(first["value"]["items"], prod) != nullptr);
  client.open(dev, "");
  Json second = client.expect("$/progress")["params"]["value"]["items"];
  REQUIRE(report_of(second, prod) != nullptr);
  CHECK(with_code((*report_of(second, prod))["items"], kRule) == nullptr);
  client.notify("$/cancelRequest", {{"id", held}});
  CHECK(client.response(held)["error"]["code"] == -32800);
  int last = client.ask("workspace/diagnostic", {{"previousResultIds", Json::array()}, {"partialResultToken", 7}});
  CHECK(client.request("shutdown", nullptr)["result"].is_null());
  CHECK(client.response(last)["result"] == Json{{"items", Json::array()}});
}

TEST_CASE("a pull whose document changes is given up, to be asked again", "[lsp]") {
  OpenEstate estate(kPulls);
  LanguageClient& client = estate.client;
  const std::string& dev = estate.dev;
  int held = client.ask("textDocument/diagnostic", pull(dev));
  client.notify("textDocument/didChange", edit(dev, 2, Json::array({{{"text", ""}}})));
  Json answer = client.response(held);
  if (answer.contains("error")) CHECK(answer["error"] == Json{{"code", -32802}, {"message", "the document changed"}, {"data", {{"retriggerRequest", true}}}});
  else CHECK(answer["result"]["kind"] == "full");   // analysed between the two messages
}

TEST_CASE("an edit elsewhere lets the client pull an open document again", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), kPulls);
  std::string dev = estate.uri("live/dev/vpc.tf"), prod = estate.uri("live/prod/main.tf");
  client.open(prod, kProd);
  Json first = client.request("textDocument/diagnostic", pull(prod))["result"];
  CHECK(with_code(first["items"], kRule) != nullptr);
  client.open(dev, "");
  Json refresh = client.expect("workspace/diagnostic/refresh");
  REQUIRE(refresh.is_object());
  client.answer(refresh, nullptr);
  Json second = client.request("textDocument/diagnostic", pull(prod, first["resultId"]))["result"];
  CHECK(second["kind"] == "full");
  CHECK(with_code(second["items"], kRule) == nullptr);
}
