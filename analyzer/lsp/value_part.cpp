#include "analyzer/lsp/hover_parts.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

/// As code on one line: the longest run of backquotes inside decides how many stand around it.
std::string code(const std::string& text) {
  std::size_t longest = 0, run = 0;
  for (char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
  std::string fence(longest + 1, '`');
  return longest == 0 ? fence + text + fence : fence + " " + text + " " + fence;
}

}  // namespace

HoverPart value_part(const Snapshot& snapshot, const Json& position) {
  auto spot = spot_of(snapshot, position);
  if (!spot || !spot->view->values) return {};
  ValueAnswer answer = spot->view->values->at(spot->file->id, spot->offset);
  if (answer.values.empty()) return {};
  HoverPart out;
  out.range = range_of(*spot->view->workspace, answer.at, snapshot.client.encoding);
  out.markdown = code(report::valid_utf8(masked(answer.expression))) + "\n";
  for (const ValueInEnvironment& one : answer.values) {
    std::string where = one.environment.empty() ? one.unit : "**" + one.environment + "** (" + one.unit + ")";
    out.markdown += "\n- " + report::valid_utf8(where) + ": " + code(report::valid_utf8(masked(one.shown)));
    if (!one.module.empty()) out.markdown += " in " + code(report::valid_utf8(masked(one.module)));
  }
  if (answer.more) out.markdown += "\n- … there are more";
  return out;
}

}  // namespace bulkhead::lsp
