// Settings, bulkhead.yaml while it is typed, and files that change outside the editor.
#include <filesystem>

#include "analyzer/cli/lsp_watch.h"
#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

namespace {

Json pulled(LanguageClient& client, const std::string& uri) { return client.request("textDocument/diagnostic", document(uri))["result"]["items"]; }

Json initialise(LanguageClient& client, const std::string& folder, Json options, Json capabilities = Json::object()) {
  Json answer = client.request("initialize", {{"processId", nullptr}, {"rootUri", "file://" + folder}, {"capabilities", std::move(capabilities)}, {"initializationOptions", std::move(options)}});
  client.notify("initialized", Json::object());
  return answer;
}

const Json* with_message(const Json& diagnostics, const std::string& part) {
  for (const Json& one : diagnostics)
    if (one["message"].get<std::string>().find(part) != std::string::npos) return &one;
  return nullptr;
}

const std::string kExcept = "exceptions:\n  - {rule: cross-environment-network-link, target: \"**\", reason: agreed, owner: team, expires: 2026-03-31}\n";

}  // namespace

TEST_CASE("settings choose rules, severity and files, and what is wrong with them is said", "[lsp]") {
  Estate estate;
  estate.write("other.yaml", kExcept);
  estate.write("live/dev/more.tf", "# bulkhead:ignore secret-in-image -- not here\nlocals {}\n");
  std::string uri = estate.uri("live/dev/vpc.tf");
  const std::pair<Json, bool> cases[] = {
      {{{"ignore", {kRule}}}, false},        {{{"select", {"no-other-rule"}}}, false}, {{{"minSeverity", "critical"}}, true},
      {{{"config", "other.yaml"}}, false},   {{{"minSeverity", "low"}}, true},         {{{"config", "../other.yaml"}}, true},
      {{{"select", 7}, {"nonsense", 1}}, true},
  };
  std::map<std::string, std::size_t> counts;
  for (const auto& [options, shown] : cases) {
    INFO(options.dump());
    LanguageClient client({"--date", "2026-03-01"});
    initialise(client, estate.at(), options);
    Json found = pulled(client, uri);
    CHECK((with_code(found, kRule) != nullptr) == shown);
    counts[options.value("minSeverity", "")] = pulled(client, estate.uri("live/dev/more.tf")).size();
    if (options.contains("nonsense") || options.value("config", "").starts_with("..")) CHECK(client.expect("window/logMessage").is_object());
  }
  CHECK(counts["critical"] == 0);
  CHECK(counts["low"] == 1);
}

TEST_CASE("settings are asked for, and asked again when they change", "[lsp]") {
  Estate estate;
  std::string uri = estate.uri("live/dev/vpc.tf");
  LanguageClient client;
  initialise(client, estate.at(), nullptr, {{"workspace", {{"configuration", true}, {"didChangeConfiguration", {{"dynamicRegistration", true}}}, {"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}}});
  Json registered = client.expect("client/registerCapability");
  REQUIRE(registered.is_object());
  client.answer(registered, nullptr);
  std::set<std::string> methods;
  for (const Json& one : registered["params"]["registrations"]) methods.insert(one["method"]);
  CHECK(methods == std::set<std::string>{"workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles"});
  Json asked = client.expect("workspace/configuration");
  REQUIRE(asked.is_object());
  CHECK(asked["params"]["items"][0]["section"] == "bulkhead");
  client.answer(asked, Json::array({{{"ignore", {kRule}}}}));
  Json found = pulled(client, uri);
  CHECK(with_code(found, kRule) == nullptr);
  client.notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  Json again = client.expect("workspace/configuration");
  REQUIRE(again.is_object());
  client.answer(again, Json::array({Json::object()}));
  found = pulled(client, uri);
  CHECK(with_code(found, kRule) != nullptr);
}

TEST_CASE("a broken bulkhead.yaml is shown at its line, and the last valid one stays in use", "[lsp]") {
  Estate estate;
  estate.write("bulkhead.yaml", kExcept);
  std::string uri = estate.uri("live/dev/vpc.tf"), config = estate.uri("bulkhead.yaml");
  LanguageClient client({"--date", "2026-03-01"});
  client.initialise(estate.at());
  client.open(config, kExcept);
  Json before = pulled(client, uri);
  CHECK(with_code(before, kRule) == nullptr);
  client.notify("textDocument/didChange", edit(config, 2, Json::array({{{"text", kExcept + "rulez: {}\n"}}})));
  Json broken = pulled(client, config);
  const Json* error = with_message(broken, "the last valid configuration stays in use");
  REQUIRE(error != nullptr);
  CHECK((*error)["range"]["start"]["line"] == 2);
  Json during = pulled(client, uri);
  CHECK(with_code(during, kRule) == nullptr);
  client.notify("textDocument/didChange", edit(config, 3, Json::array({{{"text", "exclude: []\n"}}})));
  Json after = pulled(client, uri);
  CHECK(with_code(after, kRule) != nullptr);
  Json mended = pulled(client, config);
  CHECK(mended.empty());
}

TEST_CASE("what bulkhead.yaml leaves out counts while it is typed, and sections of other servers are not ours", "[lsp]") {
  Estate estate;
  std::string uri = estate.uri("live/dev/vpc.tf"), config = estate.uri("bulkhead.yaml");
  estate.write("bulkhead.yaml", "");
  LanguageClient client;
  client.initialise(estate.at());
  client.open(config, "exclude: [\"live/dev/**\"]\n");
  Json without = pulled(client, uri);
  CHECK(without.empty());
  client.notify("textDocument/didChange", edit(config, 2, Json::array({{{"text", "exclude: []\n"}}})));
  Json with = pulled(client, uri);
  CHECK(with_code(with, kRule) != nullptr);
  client.notify("workspace/didChangeConfiguration", {{"settings", {{"yaml", {{"validate", true}}}, {"ignore", {kRule}}}}});
  Json others = pulled(client, uri);
  CHECK(with_code(others, kRule) != nullptr);
  client.notify("workspace/didChangeConfiguration", {{"settings", {{"yaml", Json::object()}, {"bulkhead", {{"ignore", {kRule}}}}}}});
  Json ours = pulled(client, uri);
  CHECK(with_code(ours, kRule) == nullptr);
}

TEST_CASE("more folders than can be watched are said once", "[lsp]") {
  Scratch folder;
  for (const char* name : {"a/x", "b/x", "c/x"}) folder.write(name, "");
  bulkhead::cli::FolderWatch watch(2);
  CHECK(watch.watch({folder.at("a"), folder.at("b")}).empty());
  CHECK(watch.watch({folder.at("c")}).find("only 2 folders are watched") != std::string::npos);
  CHECK(watch.watch({folder.at("c")}).empty());
  folder.write("a/new.tf", "");
  folder.write("c/new.tf", "");
  CHECK(watch.changes() == std::set<std::string>{folder.at("a/new.tf")});
}

TEST_CASE("without a client that tells of them, changes on disk are seen", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at());
  std::string prod = estate.uri("live/prod/main.tf");
  Json first = client.diagnostics(prod);
  CHECK(with_code(first, kRule) != nullptr);
  // The watch is set once the analysis is delivered.
  client.request("textDocument/hover", place(prod, position(0, 0)));
  estate.write("live/dev/vpc.tf", "# nothing\n");
  Json second = client.diagnostics(prod);
  CHECK(with_code(second, kRule) == nullptr);
  estate.write("live/new/dev/vpc.tf", kDev);
  Json third = client.diagnostics(prod);
  CHECK(with_code(third, kRule) != nullptr);
  std::filesystem::remove_all(estate.at("live/new"));
  Json fourth = client.diagnostics(prod);
  CHECK(with_code(fourth, kRule) == nullptr);
}

TEST_CASE("a client that watches tells what changed, and only what counts is looked at again", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), {{"workspace", {{"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}}});
  std::string uri = estate.uri("live/dev/vpc.tf");
  Json first = pulled(client, uri);
  CHECK(with_code(first, kRule) != nullptr);
  estate.write("live/dev/vpc.tf", "# nothing\n");
  client.notify("workspace/didChangeWatchedFiles", {{"changes", Json::array({{{"uri", estate.uri("photo.jpeg")}, {"type", 1}}, 7})}});
  Json second = pulled(client, uri);
  CHECK(with_code(second, kRule) != nullptr);
  client.notify("workspace/didChangeWatchedFiles", {{"changes", Json::array({{{"uri", uri}, {"type", 2}}})}});
  Json third = pulled(client, uri);
  CHECK(with_code(third, kRule) == nullptr);
}

TEST_CASE("several folders are several estates, and come and go", "[lsp]") {
  Estate one, two;
  LanguageClient client;
  Json folders = Json::array({{{"uri", "file://" + one.at()}, {"name", "one"}}});
  client.request("initialize", {{"processId", nullptr}, {"workspaceFolders", folders}, {"capabilities", Json::object()}});
  client.notify("initialized", Json::object());
  Json before = pulled(client, two.uri("live/dev/vpc.tf"));
  CHECK(before.empty());
  client.notify("workspace/didChangeWorkspaceFolders",
                {{"event", {{"added", Json::array({{{"uri", "file://" + two.at()}, {"name", "two"}}})}, {"removed", folders}}}});
  Json added = pulled(client, two.uri("live/dev/vpc.tf")), removed = pulled(client, one.uri("live/dev/vpc.tf"));
  CHECK(with_code(added, kRule) != nullptr);
  CHECK(removed.empty());
}
