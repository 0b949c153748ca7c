// What an editor shows of environments: bulkhead/environment, and the other end of a link where related information is not shown.
#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;

namespace {

Json environments(LanguageClient& client, const std::string& uri) {
  return client.request("bulkhead/environment", document(uri))["result"];
}

std::string stack(const std::string& name) {
  return "module \"net\" {\n  source = \"../../modules/net\"\n  name   = \"" + name + "\"\n}\n";
}

}  // namespace

TEST_CASE("a file is in the environments of what it declares", "[lsp]") {
  Scratch estate;
  const std::string module = "variable \"name\" {}\nresource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";
  estate.write("modules/net/main.tf", module);
  for (const std::string name : {"dev", "prod"}) {
    estate.write("live/" + name + "/main.tf", stack(name));
    estate.write("live/" + name + "/empty.tf", "# nothing is declared here\n");
  }
  auto uri = [&](const std::string& path) { return "file://" + estate.at(path); };
  LanguageClient client;
  Json answer = client.initialise(estate.at());
  CHECK(answer["result"]["capabilities"]["experimental"]["environmentProvider"] == true);

  client.open(uri("live/dev/main.tf"), stack("dev"));
  Json dev = environments(client, uri("live/dev/main.tf"));
  REQUIRE(dev["environments"].size() == 1);
  CHECK(dev["environments"][0]["name"] == "development");
  CHECK(dev["environments"][0]["tier"] == "non-production");
  REQUIRE_FALSE(dev["environments"][0]["reasons"].empty());
  CHECK(dev["environments"][0]["reasons"][0].get<std::string>().find("dev") != std::string::npos);
  CHECK(environments(client, uri("live/prod/empty.tf"))["environments"][0]["tier"] == "production");

  Json both = environments(client, uri("modules/net/main.tf"));
  REQUIRE(both["environments"].size() == 2);
  CHECK(both["environments"][0]["tier"] == "production");
  CHECK(both["environments"][1]["tier"] == "non-production");

  CHECK(environments(client, uri("nowhere.tf")).is_null());
  CHECK(client.request("bulkhead/environment", Json::object())["result"].is_null());
}

TEST_CASE("the other end is in the message too where a client asks for it", "[lsp]") {
  Estate estate;
  LanguageClient client;
  client.initialise(estate.at(), kRelated);
  const Json section = {{"relatedInMessage", true}, {"path", "bulkhead"}, {"statusBar", true}};
  client.notify("workspace/didChangeConfiguration", {{"settings", {{"bulkhead", section}}}});
  client.open(estate.uri("live/dev/vpc.tf"), kDev);
  Json found = client.diagnostics(estate.uri("live/dev/vpc.tf"));
  const Json* link = with_code(found, kRule);
  REQUIRE(link != nullptr);
  CHECK(link->contains("relatedInformation"));
  CHECK((*link)["message"].get<std::string>().find("other end: live/prod/main.tf:") != std::string::npos);
}

TEST_CASE("settings of initialize stand under an empty section that comes later", "[lsp]") {
  Estate estate;
  LanguageClient client;
  Json params = {{"rootUri", "file://" + estate.at()}, {"capabilities", kRelated}};
  params["initializationOptions"] = {{"relatedInMessage", true}};
  client.send({{"jsonrpc", "2.0"}, {"id", 1}, {"method", "initialize"}, {"params", params}});
  client.notify("initialized", Json::object());
  client.notify("workspace/didChangeConfiguration", {{"settings", Json::object()}});
  client.open(estate.uri("live/dev/vpc.tf"), kDev);
  Json found = client.diagnostics(estate.uri("live/dev/vpc.tf"));
  const Json* link = with_code(found, kRule);
  REQUIRE(link != nullptr);
  CHECK((*link)["message"].get<std::string>().find("other end: ") != std::string::npos);
}
