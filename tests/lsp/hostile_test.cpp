// Clients that break rules or die.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

TEST_CASE("a document of many megabytes is taken, one beyond the limit is refused, and both are answered", "[lsp]") {
  OpenEstate estate(Json::object(), "# " + std::string(5'000'000, 'x') + "\n" + kDev);
  LanguageClient& client = estate.client;
  const std::string& uri = estate.dev;
  Json found = client.request("textDocument/diagnostic", document(uri))["result"]["items"];
  CHECK(found.is_array());
  std::string body = R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":")" + uri + R"(","version":1,"text":")";
  body += std::string(100'000'000 - body.size() - 4, 'y') + "\"}}}";
  client.send_bytes("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  CHECK(client.request("no/such", nullptr)["error"]["code"] == -32601);
}

TEST_CASE("thousands of edits and requests in a row are all answered", "[lsp]") {
  OpenEstate estate;
  LanguageClient& client = estate.client;
  const std::string& uri = estate.dev;
  std::vector<int> asked;
  for (int i = 0; i < 500; ++i) {
    client.notify("textDocument/didChange", edit(uri, 2 + i, Json::array({change(0, 0, 0, "#")})));
    asked.push_back(client.ask(i % 2 ? "textDocument/hover" : "textDocument/diagnostic", place(uri, position(6, 30))));
  }
  for (int id : asked) {
    Json answer = client.response(id);
    REQUIRE(answer.is_object());
    if (answer.contains("error")) CHECK((answer["error"]["code"] == -32801 || answer["error"]["code"] == -32802));
  }
}

TEST_CASE("the server ends when the process of its editor does, even while its input stays open", "[lsp]") {
  Estate estate;
  pid_t editor = fork();
  if (editor == 0) {
    pause();
    _exit(0);
  }
  LanguageClient client;
  client.request("initialize", {{"processId", editor}, {"rootUri", "file://" + estate.at()}, {"capabilities", Json::object()}});
  client.notify("initialized", Json::object());
  kill(editor, SIGKILL);
  waitpid(editor, nullptr, 0);
  CHECK(client.wait() == 1);
}
