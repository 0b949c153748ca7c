// From one end of a link to the other, and what is known at a place.
#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

namespace {

/// Line and character of `word` in `text`, moved on by `into`.
Json place_of(const std::string& text, const std::string& word, int into = 1) {
  auto at = text.find(word);
  REQUIRE(at != std::string::npos);
  auto start = text.rfind('\n', at);
  return position(static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')),
                  static_cast<int>(at - (start == std::string::npos ? 0 : start + 1)) + into);
}

std::string hover_text(LanguageClient& client, const std::string& uri, const Json& at) {
  Json answer = client.request("textDocument/hover", place(uri, at))["result"];
  return answer.is_object() ? answer["contents"]["value"].get<std::string>() : "";
}

}  // namespace

TEST_CASE("a definition is the other end of the link, from both sides", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at());
  std::string dev = estate.uri("live/dev/vpc.tf"), prod = estate.uri("live/prod/main.tf");
  client.open(dev, kDev);
  Json there = client.request("textDocument/definition", place(dev, place_of(kDev, "\"10.10.0.0/16\"")))["result"];
  REQUIRE(there.size() >= 1);
  CHECK(there[0]["uri"] == prod);
  Json back = client.request("textDocument/definition", place(prod, there[0]["range"]["start"]))["result"];
  REQUIRE(back.size() >= 1);
  CHECK(back[0]["uri"] == dev);
  CHECK(client.request("textDocument/definition", place(dev, position(0, 0)))["result"].empty());
  Json all = client.request("textDocument/references", {{"textDocument", {{"uri", prod}}}, {"position", there[0]["range"]["start"]}, {"context", {{"includeDeclaration", true}}}})["result"];
  CHECK(std::any_of(all.begin(), all.end(), [&](const Json& one) { return one["uri"] == dev; }));
}

TEST_CASE("a client that takes links of definitions gets the place it came from", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), {{"textDocument", {{"definition", {{"linkSupport", true}}}}}});
  Json there = client.request("textDocument/definition", place(estate.uri("live/dev/vpc.tf"), place_of(kDev, "\"10.10.0.0/16\"")))["result"];
  REQUIRE(there.size() >= 1);
  CHECK(there[0]["targetUri"] == estate.uri("live/prod/main.tf"));
  CHECK(there[0]["originSelectionRange"]["start"]["line"] == 6);
}

TEST_CASE("a link arrives at every place that owns what it names", "[lsp]") {
  Scratch folder;
  const std::string prod = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop-prod\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  namespace: shop-prod\n";
  const std::string dev = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: api\n  namespace: shop-dev\ndata:\n  CATALOG: http://catalog.shop-prod.svc.cluster.local\n";
  folder.write("prod/all.yaml", prod);
  folder.write("dev/all.yaml", dev);
  LanguageClient client;
  client.initialise(folder.at());
  std::string uri = "file://" + folder.at("prod/all.yaml");
  Json there = client.request("textDocument/definition", place(uri, place_of(prod, "name: shop-prod", 8)))["result"];
  REQUIRE(there.size() == 1);
  CHECK(there[0]["uri"] == "file://" + folder.at("dev/all.yaml"));
  CHECK(there[0]["range"]["start"]["line"] == 6);
}

TEST_CASE("lenses and hints are asked for again when an analysis is done", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), {{"workspace", {{"codeLens", {{"refreshSupport", true}}}, {"inlayHint", {{"refreshSupport", true}}}}}});
  std::string dev = estate.uri("live/dev/vpc.tf"), prod = estate.uri("live/prod/main.tf");
  Json before = client.request("textDocument/codeLens", document(prod))["result"];
  CHECK(before.size() == 1);
  client.open(dev, "");
  Json refresh = client.expect("workspace/codeLens/refresh");
  REQUIRE(refresh.is_object());
  client.answer(refresh, nullptr);
  Json after = client.request("textDocument/codeLens", document(prod))["result"];
  CHECK(after.empty());
}

TEST_CASE("a network shows who owns it and who reaches it", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at());
  std::string text = hover_text(client, estate.uri("live/prod/main.tf"), place_of(kProd, "10.10.0.0"));
  INFO(text);
  CHECK(text.find("owned by **production**") != std::string::npos);
  CHECK(text.find("in **development**") != std::string::npos);
  CHECK(text.find("live/dev/vpc.tf:7") != std::string::npos);
}

TEST_CASE("lenses say what reaches whom, and their command opens the other end", "[lsp]") {
  Estate estate;
  LanguageClient client;
  Json capabilities = client.initialise(estate.at(), {{"window", {{"showDocument", {{"support", true}}}}}})["result"]["capabilities"];
  CHECK(capabilities["executeCommandProvider"]["commands"] == Json::array({"bulkhead.openOtherEnd"}));
  std::string dev = estate.uri("live/dev/vpc.tf"), prod = estate.uri("live/prod/main.tf");
  Json lenses = client.request("textDocument/codeLens", document(prod))["result"];
  REQUIRE(lenses.size() == 1);
  CHECK(lenses[0]["command"]["title"] == "production: reached from development");
  CHECK(client.request("textDocument/codeLens", document(dev))["result"][0]["command"]["title"] == "development: reaches production");
  Json command = lenses[0]["command"];
  int asked = client.ask("workspace/executeCommand", {{"command", command["command"]}, {"arguments", command["arguments"]}});
  Json show = client.expect("window/showDocument");
  REQUIRE(show.is_object());
  CHECK(show["params"]["uri"] == dev);
  client.answer(show, {{"success", true}});
  CHECK(client.response(asked)["result"].is_null());
  CHECK(client.request("workspace/executeCommand", {{"command", "rm"}})["error"]["code"] == -32602);
}

TEST_CASE("values are shown on hover and as hints, for the text in the editor", "[lsp]") {
  Scratch folder;
  std::string text = "variable \"size\" {}\nresource \"aws_instance\" \"one\" {\n  instance_type = var.size\n  ami = \"ami-${var.size}\"\n}\n";
  folder.write("app/main.tf", text);
  folder.write("app/prod.tfvars", "size = \"large\"\n");
  folder.write("app/dev.tfvars", "size = \"small\"\n");
  std::string uri = "file://" + folder.at("app/main.tf");
  LanguageClient client;
  client.initialise(folder.at());
  std::string shown = hover_text(client, uri, place_of(text, "var.size", 5));
  INFO(shown);
  CHECK(shown.find("**development** (app@development): `\"small\"`") != std::string::npos);
  CHECK(shown.find("**production** (app@production): `\"large\"`") != std::string::npos);
  auto hints = [&] {
    return client.request("textDocument/inlayHint", {{"textDocument", {{"uri", uri}}}, {"range", {{"start", position(0, 0)}, {"end", position(100, 0)}}}})["result"];
  };
  Json before = hints();
  REQUIRE(before.size() == 2);
  CHECK(before[0]["label"] == "= \"small\" (development), \"large\" (production)");
  CHECK(before[0]["position"] == position(2, 26));
  CHECK(before[1]["label"] == "= \"ami-small\" (development), \"ami-large\" (production)");
  client.open(uri, "locals {\n  a = 1\n}\nresource \"aws_instance\" \"one\" {\n  cores = local.a\n}\n");
  Json after = hints();
  REQUIRE(after.size() == 1);
  CHECK(after[0]["label"] == "= 1");
}

TEST_CASE("of many values a hint says how many, and its tooltip which", "[lsp]") {
  Scratch folder;
  folder.write("app/main.tf", "variable \"size\" {}\nlocals {\n  a = var.size\n}\n");
  for (const char* name : {"dev", "test", "staging", "prod"}) folder.write("app/" + std::string(name) + ".tfvars", "size = \"" + std::string(name) + "\"\n");
  LanguageClient client;
  client.initialise(folder.at());
  Json asked = {{"textDocument", {{"uri", "file://" + folder.at("app/main.tf")}}}, {"range", {{"start", position(0, 0)}, {"end", position(9, 0)}}}};
  Json hints = client.request("textDocument/inlayHint", asked)["result"];
  REQUIRE(hints.size() == 1);
  CHECK(hints[0]["label"] == "= 4 values");
  CHECK(hints[0]["tooltip"].get<std::string>().find("\"staging\" (") != std::string::npos);
}

TEST_CASE("symbols of every language, nested or flat", "[lsp]") {
  const std::map<std::string, std::pair<std::string, std::string>> files = {
      {"a.tf", {"locals {\n  x = 1\n}\nresource \"a\" \"b\" {\n}\nvariable \"v\" {\n", "locals(x) a.b v"}},
      {"a.tfvars", {"x = 1\ny = {}\n", "x y"}},
      {"k.yaml", {"apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: p}}\n", "Service/api List Pod/p"}},
      {"compose.yaml", {"services:\n  web:\n    image: nginx\n  db:\n    image: pg\nvolumes:\n  data: {}\n", "services(web db) volumes(data)"}},
      {"Dockerfile", {"FROM golang AS build\nRUN a\nFROM scratch\nCOPY --from=build a a\n", "build scratch"}},
      {"b.yaml", {"[1, 2\n", ""}},
  };
  Scratch folder;
  for (bool nested : {true, false}) {
    LanguageClient client;
    client.initialise(folder.at(), {{"textDocument", {{"documentSymbol", {{"hierarchicalDocumentSymbolSupport", nested}}}}}});
    for (const auto& [name, file] : files) {
      std::string uri = "file://" + folder.at(name);
      client.open(uri, file.first);
      std::string got;
      Json symbols = client.request("textDocument/documentSymbol", document(uri))["result"];
      for (const Json& one : symbols) {
        std::string inner;
        for (const Json& child : one.value("children", Json::array())) inner += (inner.empty() ? "" : " ") + child["name"].get<std::string>();
        got += (got.empty() ? "" : " ") + one["name"].get<std::string>() + (inner.empty() ? "" : "(" + inner + ")");
      }
      std::string expected = file.second;
      if (!nested) for (char& c : expected) if (c == '(' || c == ')') c = ' ';
      while (expected.ends_with(' ')) expected.pop_back();
      for (std::size_t at; (at = expected.find("  ")) != std::string::npos;) expected.erase(at, 1);
      INFO(name);
      CHECK(got == expected);
    }
  }
}
