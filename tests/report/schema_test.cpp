// The shipped schema is the generated one, and a report satisfies it.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analyzer/report/report.h"
#include "tests/support/command.h"
#include "tests/support/locations.h"

using Json = nlohmann::json;

namespace {

std::string type_of(const Json& value) {
  if (value.is_object()) return "object";
  if (value.is_array()) return "array";
  if (value.is_string()) return "string";
  if (value.is_boolean()) return "boolean";
  return value.is_number_integer() ? "integer" : "other";
}

/// As much of JSON Schema as the schema uses.
void validate(const Json& schema, const Json& value, const std::string& at) {
  INFO(at);
  if (schema.contains("const")) CHECK(schema["const"] == value);
  if (schema.contains("type")) REQUIRE(schema["type"] == type_of(value));
  if (schema.contains("enum")) CHECK(std::find(schema["enum"].begin(), schema["enum"].end(), value) != schema["enum"].end());
  if (schema.contains("minimum")) CHECK(value.get<long>() >= schema["minimum"].get<long>());
  for (const auto& key : schema.value("required", Json::array())) CHECK(value.contains(key.get<std::string>()));
  if (schema.contains("properties"))
    for (const auto& [key, entry] : value.items()) {
      INFO(key << " is not in the schema");
      REQUIRE(schema["properties"].contains(key));
      validate(schema["properties"][key], entry, at + "." + key);
    }
  if (schema.contains("items"))
    for (const auto& item : value) validate(schema["items"], item, at + "[]");
}

}  // namespace

TEST_CASE("the shipped schema of JSON reports is the generated one", "[report]") {
  std::filesystem::path path = std::filesystem::path(bulkhead::test::source_directory()) / "schemas" / "bulkhead-report.schema.json";
  if (std::getenv("BLESS")) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bulkhead::report::json_schema();
  }
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  CHECK(text.str() == bulkhead::report::json_schema());
}

TEST_CASE("reports satisfy the schema", "[report]") {
  Json schema = Json::parse(bulkhead::report::json_schema());
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(bulkhead::test::source_directory()) / "fixtures")) {
    if (!entry.is_directory()) continue;
    auto result = bulkhead::test::run_bulkhead({"scan", entry.path().string(), "--format", "json"});
    INFO(entry.path() << ": " << result.errors);
    REQUIRE(result.exit_code < 2);
    validate(schema, Json::parse(result.output), entry.path().filename().string());
  }
}
