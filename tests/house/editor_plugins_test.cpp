// The plugins of editor-plugins/: manifests can be read, say the project's version, and name settings that the server knows.
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "analyzer/lsp/settings.h"
#include "tests/support/command.h"
#include "tests/support/locations.h"

using Json = nlohmann::json;

namespace {

std::string read(const std::string& path) {
  std::ifstream in(bulkhead::test::source_directory() + "/editor-plugins/" + path, std::ios::binary);
  REQUIRE(in);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

Json json(const std::string& path) { return Json::parse(read(path)); }

std::string version() {
  std::smatch match;
  const std::string text = bulkhead::test::run_bulkhead({"--version"}).output;
  REQUIRE(std::regex_search(text, match, std::regex(R"(\d+\.\d+\.\d+)")));
  return match.str();
}

}  // namespace

TEST_CASE("plugins have the version of the program", "[house]") {
  const std::string now = version();
  CHECK(json("vscode/package.json")["version"] == now);
  CHECK(json("vscode/package-lock.json")["version"] == now);
  CHECK(read("zed/extension.toml").find("\nversion = \"" + now + "\"\n") != std::string::npos);
  CHECK(read("zed/Cargo.toml").find("\nversion = \"" + now + "\"\n") != std::string::npos);
  CHECK(read("emacs/bulkhead.el").find("\n;; Version: " + now + "\n") != std::string::npos);
}

TEST_CASE("every setting of the extension is one of the server, with its default", "[house]") {
  const Json manifest = json("vscode/package.json"), properties = manifest["contributes"]["configuration"]["properties"];
  Json defaults = Json::object();
  for (const auto& [name, schema] : properties.items()) {
    INFO(name);
    REQUIRE(name.starts_with("bulkhead."));
    CHECK((schema.contains("description") || schema.contains("markdownDescription")));
    REQUIRE(schema.contains("default"));
    if (schema.contains("enum")) CHECK(std::count(schema["enum"].begin(), schema["enum"].end(), schema["default"]) == 1);
    std::string own = name.substr(9);
    defaults[own == "trace.server" ? "trace" : own] = schema["default"];
  }
  std::vector<std::string> problems;
  bulkhead::lsp::Settings base, read = bulkhead::lsp::read_settings(defaults, base, problems);
  CHECK(problems == std::vector<std::string>{});
  base.trace = read.trace;                                // "off" is what no trace means
  CHECK(read == base);
  for (const char* needed : {"config", "baseline", "select", "ignore", "rulePages", "minSeverity", "inlayHints", "codeLenses"})
    CHECK(defaults.contains(needed));
}

TEST_CASE("what other editors import can be read", "[house]") {
  CHECK(json("jetbrains/bulkhead/template.json")["programArgs"]["default"] == "bulkhead lsp");
  CHECK(json("jetbrains/bulkhead/initializationOptions.json").is_object());
  std::vector<std::string> problems;
  bulkhead::lsp::read_settings(json("jetbrains/bulkhead/settings.json")["bulkhead"], {}, problems);
  CHECK(problems == std::vector<std::string>{});
  const std::string source = read("vscode/src/extension.ts");
  const Json manifest = json("vscode/package.json");
  for (const Json& command : manifest["contributes"]["commands"])
    CHECK(source.find("'" + command["command"].get<std::string>() + "'") != std::string::npos);
}
