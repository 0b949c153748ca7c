// Code actions.
#include <filesystem>

#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

namespace {

Json capabilities(bool resolves) {
  Json action = kActions;
  action["dataSupport"] = action["disabledSupport"] = true;
  if (resolves) action["resolveSupport"] = {{"properties", {"edit"}}};
  return {{"textDocument", {{"codeAction", action}, {"publishDiagnostics", {{"tagSupport", {{"valueSet", {1}}}}, {"codeDescriptionSupport", true}}}}},
          {"workspace", {{"workspaceEdit", {{"documentChanges", true}, {"resourceOperations", {"create"}}}}}}};
}

Json whole(const std::string& uri, const std::string& only = "") {
  Json out = {{"textDocument", {{"uri", uri}}}, {"range", {{"start", position(0, 0)}, {"end", position(1000, 0)}}}, {"context", {{"diagnostics", Json::array()}}}};
  if (!only.empty()) out["context"]["only"] = {only};
  return out;
}

Json action_named(const Json& actions, const std::string& start) {
  for (const Json& one : actions)
    if (one["title"].get<std::string>().starts_with(start)) return one;
  return nullptr;
}

Json items(LanguageClient& client, const std::string& uri) { return client.request("textDocument/diagnostic", document(uri))["result"]["items"]; }

/// Asks for the action, applies its edit to the only document it touches and gives the diagnostics then.
Json applied(LanguageClient& client, const std::string& uri, const Json& action) {
  Json change = action["edit"]["documentChanges"][0];
  CHECK(change["textDocument"] == Json{{"uri", uri}, {"version", 1}});
  Json changes = Json::array();
  for (auto one = change["edits"].rbegin(); one != change["edits"].rend(); ++one) changes.push_back({{"range", (*one)["range"]}, {"text", (*one)["newText"]}});
  client.notify("textDocument/didChange", edit(uri, 2, changes));
  return items(client, uri);
}

}  // namespace

TEST_CASE("edits of actions are made when the client asks for them", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), capabilities(true));
  std::string uri = estate.uri("live/dev/vpc.tf");
  client.open(uri, kDev);
  Json action = action_named(client.request("textDocument/codeAction", whole(uri))["result"], "Suppress " + kRule);
  REQUIRE(action.is_object());
  CHECK_FALSE(action.contains("edit"));
  Json resolved = client.request("codeAction/resolve", action)["result"];
  CHECK(with_code(applied(client, uri, resolved), kRule) == nullptr);
  CHECK(client.request("codeAction/resolve", action)["error"]["code"] == -32801);
  CHECK(client.request("codeAction/resolve", 7)["error"]["code"] == -32801);
}

TEST_CASE("an unused suppression is shown as unnecessary, and its removal is a preferred and a safe fix", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), capabilities(false));
  std::string uri = estate.uri("live/prod/main.tf");
  client.open(uri, "resource \"aws_vpc\" \"main\" {\n  # bulkhead:ignore secret-in-image -- not here\n  cidr_block = \"10.10.0.0/16\" # bulkhead:ignore secret-in-image -- nor here\n}\n");
  Json shown = items(client, uri);
  const Json* unused = with_code(shown, "suppression-unused");
  REQUIRE(unused != nullptr);
  CHECK((*unused)["tags"] == Json::array({1}));
  Json action = action_named(client.request("textDocument/codeAction", whole(uri))["result"], "Remove the suppression");
  REQUIRE(action.is_object());
  CHECK(action["isPreferred"] == true);
  CHECK(action["kind"] == "quickfix");
  Json all = client.request("textDocument/codeAction", whole(uri, "source.fixAll"))["result"];
  REQUIRE(all.size() == 1);
  CHECK(all[0]["kind"] == "source.fixAll.bulkhead");
  CHECK(with_code(applied(client, uri, all[0]), "suppression-unused") == nullptr);
  CHECK(client.request("textDocument/codeAction", whole(uri, "refactor"))["result"].empty());
}

TEST_CASE("an exception goes into bulkhead.yaml, which is made where there is none", "[lsp]") {
  Estate estate;
  LanguageClient client({"--date", "2026-03-01"});
  client.initialise(estate.at(), capabilities(false));
  std::string uri = estate.uri("live/dev/vpc.tf");
  client.open(uri, kDev);
  Json action = action_named(client.request("textDocument/codeAction", whole(uri))["result"], "Accept " + kRule);
  REQUIRE(action.is_object());
  REQUIRE(action.contains("edit"));
  CHECK(action["edit"]["documentChanges"][0]["kind"] == "create");
  std::string text = action["edit"]["documentChanges"][1]["edits"][0]["newText"];
  CHECK(text.find("expires: 2026-03-31\n") != std::string::npos);
  estate.write("bulkhead.yaml", text);
  client.notify("textDocument/didSave", document(uri));
  CHECK(with_code(items(client, uri), kRule) == nullptr);
}

TEST_CASE("in JSON, which has no comments, only an exception is offered", "[lsp]") {
  Estate estate;
  std::filesystem::remove(estate.at("live/dev/vpc.tf"));
  estate.write("live/dev/vpc.tf.json", R"({"resource": {"aws_vpc": {"main": {"cidr_block": "10.20.0.0/16"}}, "aws_route": {"to_prod": {
    "route_table_id": "rtb-1a2b3c4d", "destination_cidr_block": "10.10.0.0/16", "vpc_peering_connection_id": "pcx-1a2b3c4d"}}}})");
  estate.write("bulkhead.yaml", "exceptions: []\n");
  LanguageClient client;
  client.initialise(estate.at(), capabilities(false));
  std::string uri = estate.uri("live/dev/vpc.tf.json");
  Json actions = client.request("textDocument/codeAction", whole(uri))["result"];
  CHECK(action_named(actions, "Suppress").is_null());
  Json accept = action_named(actions, "Accept " + kRule);
  REQUIRE(accept.is_object());
  CHECK(accept["disabled"]["reason"].get<std::string>().find("no list") != std::string::npos);
}

TEST_CASE("a rule's page is linked where the settings say where pages are", "[lsp]") {
  Estate estate;
  LanguageClient client;
  Json params = {{"processId", nullptr}, {"rootUri", "file://" + estate.at()}, {"capabilities", capabilities(false)},
                 {"initializationOptions", {{"rulePages", "https://rules.example.org/{group}/{rule}.html"}}}};
  client.request("initialize", params);
  client.notify("initialized", Json::object());
  Json shown = items(client, estate.uri("live/dev/vpc.tf"));
  const Json* link = with_code(shown, kRule);
  REQUIRE(link != nullptr);
  CHECK((*link)["codeDescription"]["href"].get<std::string>().ends_with("/" + kRule + ".html"));
}

TEST_CASE("a rule's own fix is offered at its finding, and its edit removes the finding", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), capabilities(false));
  std::string uri = estate.uri("live/prod/database.tf");
  // The edit's columns are the client's, with what takes two units before it, and the file's line ends stay.
  std::string text = "resource \"aws_db_instance\" \"shop\" {\r\n  /* \xF0\x90\x90\x80 */ publicly_accessible = true # soon not\r\n}\r\n"
                     "resource \"aws_cloudtrail\" \"all\" {\r\n  is_multi_region_trail = true\r\n  enable_logging = false\r\n}\r\n";
  estate.write("live/prod/database.tf", text);
  client.open(uri, text);
  REQUIRE(with_code(items(client, uri), "data-store-public") != nullptr);
  Json action = action_named(client.request("textDocument/codeAction", whole(uri))["result"], "Set publicly_accessible to false");
  REQUIRE(action.is_object());
  CHECK(action["kind"] == "quickfix");
  CHECK_FALSE(action.value("isPreferred", false));   // it may cut off whoever uses the public address
  CHECK(action["edit"]["documentChanges"][0]["edits"] == Json::array({{{"range", change(1, 33, 37, "")["range"]}, {"newText", "false"}}}));
  // All safe fixes at once: the trail's only.
  Json all = client.request("textDocument/codeAction", whole(uri, "source.fixAll"))["result"];
  REQUIRE(all.size() == 1);
  CHECK(all[0]["edit"]["documentChanges"][0]["edits"].size() == 1);
  CHECK(all[0]["edit"]["documentChanges"][0]["edits"][0]["newText"] == "true");
  Json left = applied(client, uri, action);
  CHECK(with_code(left, "data-store-public") == nullptr);
  CHECK(with_code(left, "audit-log-disabled") != nullptr);
}
