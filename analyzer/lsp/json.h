// JSON of any shape, read without exceptions, and the error codes of JSON-RPC and of the protocol.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace bulkhead::lsp {

using Json = nlohmann::json;

/// JSON-RPC 2.0 section 5.1; LSP 3.17, ErrorCodes and LSPErrorCodes.
enum ErrorCode : int {
  kParseError = -32700, kInvalidRequest = -32600, kMethodNotFound = -32601, kInvalidParams = -32602, kInternalError = -32603,
      kNotInitialised = -32002,
  kRequestFailed = -32803, kServerCancelled = -32802, kContentModified = -32801, kRequestCancelled = -32800,
};

/// Member of an object; null where there is none.
const Json& get(const Json& object, std::string_view key);
/// "a.b.c" followed through objects.
const Json& get_path(const Json& object, std::string_view path);
/// The text of a string; empty for every other kind.
std::string text_of(const Json& value);
bool is_true(const Json& value);
/// Strings of an array; everything else is left out.
std::vector<std::string> texts_of(const Json& value);

/// Parses a message; discarded when it is no JSON or nested deeper than what walks a tree may recurse.
Json parse_message(std::string_view body);

}  // namespace bulkhead::lsp
