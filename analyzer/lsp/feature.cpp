#include "analyzer/lsp/feature.h"

#include "analyzer/lsp/folders.h"
#include "analyzer/lsp/uri.h"

namespace bulkhead::lsp {

std::optional<Spot> spot_of(const Snapshot& snapshot, const Json& position) {
  std::string path = snapshot.document ? snapshot.document->path : path_of(snapshot.uri);
  for (const auto& view : snapshot.views) {
    std::string relative = below(view->folder, path);
    const SourceFile* file = relative.empty() || !view->workspace ? nullptr : view->workspace->find(relative);
    if (file)
      return Spot{view.get(), file, offset_at(view->workspace->text(file->id), position_of(position), snapshot.client.encoding)};
  }
  return std::nullopt;
}

std::vector<Json> shown_at(const Snapshot& snapshot, const Json& range) {
  std::vector<Json> out;
  auto file = snapshot.diagnostics->find(snapshot.document ? snapshot.document->path : path_of(snapshot.uri));
  if (file == snapshot.diagnostics->end()) return out;
  auto place = [](const Json& position) {
    Position at = position_of(position);
    return std::pair(at.line, at.character);
  };
  auto begin = place(get(range, "start")), end = place(get(range, "end"));
  for (const Json& diagnostic : file->second.items())
    if (place(diagnostic["range"]["start"]) <= end && begin <= place(diagnostic["range"]["end"])) out.push_back(diagnostic);
  return out;
}

std::string uri_of(const Snapshot& snapshot, const EstateView& view, FileId file) {
  std::string path = (view.folder == "/" ? "" : view.folder) + "/" + view.workspace->file(file).path;
  auto open = snapshot.uris.find(path);
  return open == snapshot.uris.end() ? uri_of(path) : open->second;
}

Json location_of(const Snapshot& snapshot, const EstateView& view, const SourceSpan& at) {
  return {{"uri", uri_of(snapshot, view, at.file)}, {"range", range_of(*view.workspace, at, snapshot.client.encoding)}};
}

}  // namespace bulkhead::lsp
