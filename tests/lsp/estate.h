// Two environments, one of which reaches into the other, and what an editor says of them.
#pragma once
#include "tests/support/language_client.h"
#include "tests/support/scratch.h"

namespace bulkhead::test {

inline const std::string kProd = "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.10.0.0/16\"\n}\n";
inline const std::string kDev =
    "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.20.0.0/16\"\n}\n\nresource \"aws_route\" \"to_prod\" {\n"
    "  route_table_id            = \"rtb-1a2b3c4d\"\n  destination_cidr_block    = \"10.10.0.0/16\"\n"
    "  vpc_peering_connection_id = \"pcx-1a2b3c4d\"\n}\n";
inline const std::string kRule = "cross-environment-network-link";

struct Estate : Scratch {
  Estate() {
    write("live/prod/main.tf", kProd);
    write("live/dev/vpc.tf", kDev);
  }
  std::string uri(const std::string& path) const { return "file://" + at(path); }
};

/// A client of an estate that has dev's file open.
struct OpenEstate : Estate {
  explicit OpenEstate(const nlohmann::json& capabilities = nlohmann::json::object(), const std::string& text = kDev) {
    client.initialise(at(), capabilities);
    client.open(dev, text);
  }
  LanguageClient client;
  const std::string dev = uri("live/dev/vpc.tf");
};

inline const nlohmann::json* with_code(const nlohmann::json& diagnostics, const std::string& code) {
  if (diagnostics.is_array())
    for (const nlohmann::json& one : diagnostics)
      if (one.value("code", "") == code) return &one;
  return nullptr;
}

inline nlohmann::json position(int line, int character) { return {{"line", line}, {"character", character}}; }

inline nlohmann::json change(int line, int from, int to, const std::string& text) {
  return {{"range", {{"start", position(line, from)}, {"end", position(line, to)}}}, {"text", text}};
}

inline nlohmann::json edit(const std::string& uri, int version, nlohmann::json changes) {
  return {{"textDocument", {{"uri", uri}, {"version", version}}}, {"contentChanges", std::move(changes)}};
}

inline nlohmann::json document(const std::string& uri) { return {{"textDocument", {{"uri", uri}}}}; }
inline nlohmann::json place(const std::string& uri, const nlohmann::json& at) { return {{"textDocument", {{"uri", uri}}}, {"position", at}}; }

inline const nlohmann::json kRelated = {{"textDocument", {{"publishDiagnostics", {{"relatedInformation", true}}}}}};
/// A client that takes actions with edits in them.
inline const nlohmann::json kActions = {{"codeActionLiteralSupport", {{"codeActionKind", {{"valueSet", {"quickfix"}}}}}}, {"isPreferredSupport", true}};

}  // namespace bulkhead::test
