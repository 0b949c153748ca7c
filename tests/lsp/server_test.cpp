// The built server as an editor drives it.
#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

TEST_CASE("an edit changes the diagnostics of a file that is not open", "[lsp]") {
  Estate estate;
  LanguageClient client;
  Json answer = client.initialise(estate.at(), kRelated);
  CHECK(answer["result"]["capabilities"]["positionEncoding"] == "utf-16");
  client.open(estate.uri("live/dev/vpc.tf"), "# nothing yet\n");
  CHECK(with_code(client.diagnostics(estate.uri("live/dev/vpc.tf")), kRule) == nullptr);

  client.notify("textDocument/didChange", edit(estate.uri("live/dev/vpc.tf"), 2, Json::array({change(0, 0, 14, ""), Json{{"text", kDev}}})));
  Json prod = client.diagnostics(estate.uri("live/prod/main.tf"));
  const Json* other = with_code(prod, kRule);
  REQUIRE(other != nullptr);
  REQUIRE(other->contains("relatedInformation"));
  CHECK((*other)["relatedInformation"][0]["location"]["uri"] == estate.uri("live/dev/vpc.tf"));
  CHECK((*other)["source"] == "bulkhead");

  client.notify("textDocument/didChange", edit(estate.uri("live/dev/vpc.tf"), 3, Json::array({change(6, 0, 80, "  destination_cidr_block = \"10.20.1.0/24\"")})));
  CHECK(with_code(client.diagnostics(estate.uri("live/prod/main.tf")), kRule) == nullptr);
  CHECK(client.request("shutdown", nullptr)["result"].is_null());
  client.notify("exit", nullptr);
  CHECK(client.wait() == 0);
}

TEST_CASE("a client without related information reads the other end in the message", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at());
  Json found = client.diagnostics(estate.uri("live/dev/vpc.tf"));
  const Json* link = with_code(found, kRule);
  REQUIRE(link != nullptr);
  CHECK_FALSE(link->contains("relatedInformation"));
  CHECK((*link)["message"].get<std::string>().find("other end: live/prod/main.tf:") != std::string::npos);
}

TEST_CASE("hover shows the rule's page and an action inserts a suppression that works", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), {{"textDocument", {{"codeAction", kActions}}}});
  std::string uri = estate.uri("live/dev/vpc.tf");
  client.open(uri, kDev);
  Json found = client.diagnostics(uri);
  const Json* link = with_code(found, kRule);
  REQUIRE(link != nullptr);
  Json at = (*link)["range"]["start"];
  Json page = client.request("textDocument/hover", {{"textDocument", {{"uri", uri}}}, {"position", at}})["result"];
  REQUIRE(page.is_object());
  CHECK(page["contents"]["value"].get<std::string>().find(kRule) != std::string::npos);
  Json actions = client.request("textDocument/codeAction", {{"textDocument", {{"uri", uri}}}, {"range", (*link)["range"]}, {"context", {{"diagnostics", Json::array()}}}})["result"];
  Json inserted;
  for (const Json& action : actions)
    if (action["title"].get<std::string>().starts_with("Suppress " + kRule)) inserted = action["edit"]["changes"][uri][0];
  REQUIRE(inserted.is_object());
  CHECK(inserted["newText"].get<std::string>().starts_with("  # bulkhead:ignore " + kRule + " -- "));
  client.notify("textDocument/didChange", edit(uri, 2, Json::array({{{"range", inserted["range"]}, {"text", inserted["newText"]}}})));
  CHECK(with_code(client.diagnostics(uri), kRule) == nullptr);
}

TEST_CASE("what breaks the protocol costs itself only", "[lsp]") {
  Estate estate;
  std::string header = "Content-Length: ";
  const std::string broken[] = {
      header + "5\r\n\r\n{nope",
      header + "-7\r\n\r\n{}",
      header + "99999999999999999999999\r\n\r\n{}",
      "hello, server\r\n\r\n",
      header + "3\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"x\"}",
      header + "4\r\n\r\nnull" + header + "2\r\n\r\n[]" + header + "1\r\n\r\n7",
      header + "100\r\n\r\n{\"jsonrpc\":\"2.0\"",
      header + "100000\r\n\r\n" + std::string(100'000, '['),
      header + "100000000\r\n\r\n" + std::string(100'000'000, ' '),
      std::string(10'000, 'x'),
      std::string("\0\xff\xfe\r\n\r\n", 7),
  };
  for (const std::string& bytes : broken) {
    INFO(bytes.substr(0, 60));
    LanguageClient client;
    client.send_bytes(bytes);
    // A length that is too long swallows part of what follows; the second request is answered at the latest.
    client.send({{"jsonrpc", "2.0"}, {"method", "$/setTrace"}, {"params", {{"value", "off"}}}});
    client.send({{"jsonrpc", "2.0"}, {"method", "$/setTrace"}, {"params", {{"value", "off"}}}});
    Json answer = client.initialise(estate.at());
    CHECK(answer.contains("result"));
  }
}

TEST_CASE("positions out of the document and documents that are not open do no harm", "[lsp]") {
  OpenEstate estate(Json::object(), "a\n");
  LanguageClient& client = estate.client;
  const std::string& uri = estate.dev;
  Json huge = {{"start", {{"line", 4294967295u}, {"character", 9}}}, {"end", {{"line", -3}, {"character", 18446744073709551615u}}}};
  client.notify("textDocument/didChange", edit(uri, 2, Json::array({{{"range", huge}, {"text", "x"}}, {{"range", "no"}, {"text", kDev}}})));
  client.notify("textDocument/didChange", edit(uri, 3, Json::array({{{"text", 7}}, 5})));
  client.notify("textDocument/didChange", edit("file:///nowhere.tf", 1, Json::array({{{"text", ""}}})));
  client.notify("textDocument/didOpen", {{"textDocument", 5}});
  CHECK(client.request("textDocument/hover", {{"textDocument", {{"uri", uri}}}, {"position", -1}}).contains("result"));
  CHECK(client.request("textDocument/hover", Json::array())["error"]["code"] == -32602);
  CHECK(client.request("no/such", nullptr)["error"]["code"] == -32601);
  CHECK(with_code(client.request("textDocument/diagnostic", document(uri))["result"]["items"], kRule) != nullptr);
}

TEST_CASE("the server ends with its editor", "[lsp]") {
  Estate estate;
  {
    LanguageClient client;
    CHECK(client.request("textDocument/hover", nullptr)["error"]["code"] == -32002);
    client.initialise(estate.at());
    client.close_input();
    CHECK(client.wait() == 1);
  }
  LanguageClient client;
  client.notify("exit", nullptr);
  CHECK(client.wait() == 1);
}
