// The schema of `--format json`, shipped as schemas/bulkhead-report.schema.json.
#include <nlohmann/json.hpp>

#include "analyzer/report/report.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

Json text(const char* description) { return {{"type", "string"}, {"description", description}}; }
Json number(const char* description, int minimum) { return {{"type", "integer"}, {"minimum", minimum}, {"description", description}}; }
Json list(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Json one_of(std::initializer_list<const char*> values) { return {{"type", "string"}, {"enum", Json(std::vector<std::string>(values.begin(), values.end()))}}; }

/// Every key is always there, except those named in `optional`. Later versions may add keys.
Json object(Json properties, std::initializer_list<std::string_view> optional = {}) {
  Json required = Json::array();
  for (const auto& [key, value] : properties.items())
    if (std::find(optional.begin(), optional.end(), key) == optional.end()) required.push_back(key);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", true}};
}

Json place(Json more) {
  Json out = {{"file", text("Path relative to the scan root, with `/`; empty when the place is in no file.")}, {"line", number("First line, from 1.", 1)},
              {"column", number("First column, from 1, in Unicode code points.", 1)}, {"endLine", number("Last line.", 1)},
              {"endColumn", number("The column behind the last one.", 1)}};
  for (auto& [key, value] : more.items()) out[key] = std::move(value);
  return out;
}

Json finding() {
  Json note = object(place({{"message", text("What stands there.")}, {"environment", text("The environment of that end.")}}), {"environment"});
  Json edit = object(place({{"with", text("The text to put in place of the range.")}}));
  Json fix = object({{"description", text("What to do.")}, {"safe", {{"type", "boolean"}}}, {"edits", list(std::move(edit))}});
  return object(place({{"rule", text("Id of the rule.")},
                       {"requirements", list(text("Leaf of the standard, such as 1.2."))},
                       {"severity", one_of({"info", "low", "medium", "high", "critical"})},
                       {"confidence", one_of({"possible", "likely", "certain"})},
                       {"message", text("What is wrong. Never holds a secret.")},
                       {"environment", text("The first of `environments`, or empty.")},
                       {"environments", list(text("Name of an environment in which it was found."))},
                       {"resource", text("Address of the resource.")},
                       {"fingerprint", text("The same for the same finding after lines have moved.")},
                       {"related", list(note)},
                       {"trail", list(note)},
                       {"fix", std::move(fix)}}),
                {"fix"});
}

}  // namespace

std::string json_schema() {
  Json environment = object({{"name", text("Name.")}, {"tier", one_of({"production", "non-production", "shared", "unknown"})},
                             {"resources", number("Resources that belong to it.", 0)}, {"reasons", list(text("Why."))}});
  Json diagnostic = object({{"file", text("Path, or empty.")}, {"line", number("Line.", 1)}, {"column", number("Column.", 1)},
                            {"message", text("What could not be read or known.")}, {"severity", one_of({"error", "warning"})}});
  Json summary = object({{"files", number("Files seen.", 0)}, {"resources", number("Resources evaluated.", 0)}, {"unknown", number("Values that stayed unknown.", 0)},
                         {"milliseconds", number("Time taken with --statistics, otherwise 0.", 0)}, {"suppressed", number("Findings silenced.", 0)},
                         {"baselined", number("Findings known in the baseline.", 0)},
                         {"unchanged", number("Findings that were there before the change (--diff-base).", 0)}});
  Json root = object({{"version", {{"const", 1}}}, {"tool", object({{"name", {{"const", "bulkhead"}}}, {"version", text("Version of bulkhead.")}})},
                      {"findings", list(finding())}, {"environments", list(std::move(environment))}, {"diagnostics", list(std::move(diagnostic))},
                      {"summary", std::move(summary)}});
  Json out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Report of bulkhead, version 1"}};
  out.update(root);
  return out.dump(2) + "\n";
}

}  // namespace bulkhead::report
