// textDocument/hover: what is known at a place, put together from parts.
#include "analyzer/lsp/hover_parts.h"

namespace bulkhead::lsp {
namespace {

Reply hover(const Snapshot& snapshot, const Json& params) {
  std::string text;
  Json range;
  for (HoverPart (*part)(const Snapshot&, const Json&) : {value_part, place_part, rule_part}) {
    HoverPart found = part(snapshot, get(params, "position"));
    if (found.markdown.empty()) continue;
    text += (text.empty() ? "" : "\n\n---\n\n") + found.markdown;
    if (range.is_null()) range = found.range;
  }
  if (text.empty()) return Json();
  return Json{{"contents", {{"kind", snapshot.client.markdown_hover ? "markdown" : "plaintext"}, {"value", text}}},
      {"range", range}};
}

void announce(const Client&, Json& capabilities) { capabilities["hoverProvider"] = true; }

constexpr Handler kHandlers[] = {{"textDocument/hover", true, hover}};

}  // namespace

extern const Feature hover_feature;
const Feature hover_feature{announce, kHandlers};

}  // namespace bulkhead::lsp
