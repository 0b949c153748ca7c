// textDocument/documentSymbol: what a file declares.
#include "analyzer/lsp/feature.h"
#include "analyzer/lsp/uri.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/pipeline/outline.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

/// LSP 3.17, SymbolKind.
int symbol_kind(OutlineItem::Kind kind) {
  using Kind = OutlineItem::Kind;
  switch (kind) {
    case Kind::resource: case Kind::service: return 5;     // Class
    case Kind::data_source: return 11;                     // Interface
    case Kind::module: return 2;                           // Module
    case Kind::provider: return 4;                         // Package
    case Kind::variable: return 13;                        // Variable
    case Kind::local: return 14;                           // Constant
    case Kind::output: return 7;                           // Property
    case Kind::object: return 19;                          // Object
    case Kind::stage: return 3;                            // Namespace
    case Kind::block: case Kind::part: return 23;          // Struct
  }
  return 23;
}

class Symbols {
 public:
  Symbols(const Snapshot& snapshot, const Workspace& workspace) : snapshot_(snapshot), workspace_(workspace) {}

  Json nested(const std::vector<OutlineItem>& items) const {
    Json out = Json::array();
    for (const OutlineItem& item : items) {
      Json symbol = {{"name", name(item)}, {"kind", symbol_kind(item.kind)}, {"range", range(item.at)}, {"selectionRange",
          range(item.name_at)}};
      if (!item.detail.empty()) symbol["detail"] = report::valid_utf8(masked(item.detail));
      if (!item.children.empty()) symbol["children"] = nested(item.children);
      out.push_back(std::move(symbol));
    }
    return out;
  }

  void flat(const std::vector<OutlineItem>& items, const std::string& container, Json& out) const {
    for (const OutlineItem& item : items) {
      Json symbol = {{"name", name(item)}, {"kind", symbol_kind(item.kind)}, {"location", {{"uri", snapshot_.uri},
          {"range", range(item.at)}}}};
      if (!container.empty()) symbol["containerName"] = container;
      out.push_back(std::move(symbol));
      flat(item.children, name(item), out);
    }
  }

 private:
  /// Clients refuse all symbols when one has no name.
  static std::string name(const OutlineItem& item) {
    std::string text = report::valid_utf8(masked(item.name));
    return text.find_first_not_of(" \t\r\n") == std::string::npos ? "(no name)" : text;
  }
  Json range(const SourceSpan& at) const { return range_of(workspace_, at, snapshot_.client.encoding); }

  const Snapshot& snapshot_;
  const Workspace& workspace_;
};

/// Of the text as it is in the editor: no analysis is waited for.
Reply document_symbols(const Snapshot& snapshot, const Json&) {
  if (!snapshot.document || snapshot.document->path.empty()) return Json::array();
  std::string path = snapshot.document->path.substr(snapshot.document->path.find_last_of('/') + 1);
  Workspace workspace = Workspace::from_memory({{path, snapshot.document->text}});
  const SourceFile* file = workspace.find(path);
  if (!file) return Json::array();
  Symbols symbols(snapshot, workspace);
  auto items = outline(workspace, file->id);
  if (snapshot.client.nested_symbols) return symbols.nested(items);
  Json out = Json::array();
  symbols.flat(items, "", out);
  return out;
}

void announce(const Client&, Json& capabilities) { capabilities["documentSymbolProvider"] = true; }

constexpr Handler kHandlers[] = {{"textDocument/documentSymbol", false, document_symbols}};

}  // namespace

extern const Feature document_symbol_feature;
const Feature document_symbol_feature{announce, kHandlers};

}  // namespace bulkhead::lsp
