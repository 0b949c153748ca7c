#include <set>

#include "analyzer/lsp/hover_parts.h"
#include "analyzer/report/escape.h"
#include "analyzer/rules/documentation.h"

namespace bulkhead::lsp {

HoverPart rule_part(const Snapshot& snapshot, const Json& position) {
  HoverPart out;
  std::set<std::string> seen;
  for (const Json& diagnostic : shown_at(snapshot, {{"start", position}, {"end", position}})) {
    std::string code = text_of(get(diagnostic, "code"));
    if (code.empty() || !seen.insert(code).second) continue;
    for (const auto& view : snapshot.views) {
      const Rule* rule = view->rules ? view->rules->find(code) : nullptr;
      if (!rule) continue;
      out.markdown += (out.markdown.empty() ? "" : "\n\n---\n\n") + report::valid_utf8(explain(*rule));
      if (out.range.is_null()) out.range = diagnostic["range"];
      break;
    }
  }
  return out;
}

}  // namespace bulkhead::lsp
