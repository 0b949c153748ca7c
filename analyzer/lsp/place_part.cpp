#include <algorithm>

#include "analyzer/lsp/hover_parts.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/pipeline/place_facts.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/place.h"

namespace bulkhead::lsp {
namespace {

constexpr std::size_t kMost = 8;         // owners, and users, that are listed

std::string environment(const Fact& fact) {
  return fact.environment.known() ? "**" + fact.environment.name + "**" : "an unknown environment";
}

std::string words(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

class Lines {
 public:
  Lines(const Workspace& workspace, std::string& out) : workspace_(workspace), out_(out) {}

  void add(const std::vector<const Fact*>& facts, bool owners, const std::string& identifier) {
    std::size_t count = 0;
    for (const Fact* fact : facts) {
      if (count++ >= kMost) {
        out_ += "\n- … and " + std::to_string(facts.size() - kMost) + " more";
        return;
      }
      out_ += "\n- " + std::string(owners ? "owned by " : "in ") + environment(*fact) + (owners ? "" : " " +
          words(to_string(fact->kind)));
      if (fact->identifier != identifier) out_ += " " + report::valid_utf8(masked(fact->identifier));
      out_ += ": `" + report::valid_utf8(masked(fact->resource)) + "`";
      if (fact->at.valid()) out_ += ", " + report::valid_utf8(report::place_text(workspace_, fact->at));
    }
  }

 private:
  const Workspace& workspace_;
  std::string& out_;
};

}  // namespace

HoverPart place_part(const Snapshot& snapshot, const Json& position) {
  HoverPart out;
  auto spot = spot_of(snapshot, position);
  if (!spot) return out;
  for (const KnownIdentifier& known : identifiers_at(spot->view->analysis, spot->file->id, spot->offset)) {
    if (known.owners.size() + known.users.size() < 2) continue;   // only what is read already
    bool secret = known.kind == IdentifierKind::secret;
    std::string name = report::valid_utf8(masked(known.identifier));
    out.markdown += (out.markdown.empty() ? "" : "\n\n") + words(to_string(known.kind)) + (secret ? " (its name)" : "") + " `" +
        name + "`\n";
    Lines lines(*spot->view->workspace, out.markdown);
    lines.add(known.owners, true, known.identifier);
    lines.add(known.users, false, known.identifier);
    if (known.owners.empty()) out.markdown += "\n- no owner is known";
    if (out.range.is_null()) out.range = range_of(*spot->view->workspace, known.at, snapshot.client.encoding);
  }
  return out;
}

}  // namespace bulkhead::lsp
