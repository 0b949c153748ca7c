// What a feature of the server is. A feature is one file in features/ that defines `extern const Feature NAME_feature;` where
// NAME is the file's name; the build finds it (cmake/feature_registry.cmake).
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>

#include "analyzer/lsp/client.h"
#include "analyzer/lsp/diagnostics.h"
#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/estate_view.h"

namespace bulkhead::lsp {

/// All that an answer may look at, as it was when the answer was asked for. Nothing of it changes, so that any thread may answer.
struct Snapshot {
  Client client;
  Settings settings;
  Views views;
  std::shared_ptr<const DiagnosticSet> diagnostics;
  std::map<std::string, std::int64_t> versions;        // of open documents, by URI
  std::map<std::string, std::string> uris;             // the client's own URIs of open documents, by path
  std::set<std::string> stale;                         // URIs of open documents whose text is newer than the views
  std::string uri;                                     // params.textDocument.uri
  std::optional<Document> document;                    // the open document of that URI
};

/// What comes of a request.
struct Reply {
  Reply(Json given) : result(std::move(given)) {}       // NOLINT: a result is a reply
  static Reply refusal(int code, std::string why) {
    Reply out{Json()};
    out.code = code;
    out.message = std::move(why);
    return out;
  }

  Json result;
  int code = 0;                                        // not 0: an error
  std::string message;
  // requests (`window/showDocument`) and notifications to the client, sent before the response
  std::vector<std::pair<std::string, Json>> calls;
};

/// One kind of request.
struct Handler {
  const char* method;
  /// `needs_text`: the views are of the very text that the client has; the answer is held until they are, and given up when the
  /// text changes.
  bool needs_text;
  Reply (*answer)(const Snapshot& snapshot, const Json& params);
};

struct Feature {
  /// Adds to the capabilities that `initialize` answers with.
  void (*announce)(const Client& client, Json& capabilities);
  std::span<const Handler> handlers;
};

/// All of features/, by name.
std::span<const Feature* const> features();

/// A place in an analysed file.
struct Spot {
  const EstateView* view = nullptr;
  const SourceFile* file = nullptr;
  std::uint32_t offset = 0;
};
/// The file of `snapshot.uri` in the view that has it, and the offset of `position`.
std::optional<Spot> spot_of(const Snapshot& snapshot, const Json& position);
/// Diagnostics of `snapshot.uri` that touch the range.
std::vector<Json> shown_at(const Snapshot& snapshot, const Json& range);
/// Of a view's file: as the client writes it where it is open.
std::string uri_of(const Snapshot& snapshot, const EstateView& view, FileId file);
/// {uri, range}.
Json location_of(const Snapshot& snapshot, const EstateView& view, const SourceSpan& at);

}  // namespace bulkhead::lsp
