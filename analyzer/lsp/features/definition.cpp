// textDocument/definition and textDocument/references: from one end of a link between environments to the others.
#include <set>

#include "analyzer/lsp/feature.h"
#include "analyzer/pipeline/place_facts.h"

namespace bulkhead::lsp {
namespace {

/// Places, each once, in the order they are added.
class Places {
 public:
  explicit Places(const Spot& spot) : spot_(spot) {}
  void add(const SourceSpan& here, const SourceSpan& other) {
    if (other.valid() && !(other.file == spot_.file->id && other.begin <= spot_.offset && spot_.offset <= other.end) &&
        seen_.insert(other).second)
      out_.emplace_back(here, other);
  }
  const std::vector<std::pair<SourceSpan, SourceSpan>>& list() const { return out_; }

 private:
  const Spot& spot_;
  std::set<SourceSpan> seen_;
  std::vector<std::pair<SourceSpan, SourceSpan>> out_;
};

bool holds(const SourceSpan& at, const Spot& spot) {
  return at.valid() && at.file == spot.file->id && at.begin <= spot.offset && spot.offset <= at.end;
}

/// The other places of findings, both ways.
void add_findings(const Spot& spot, Places& places) {
  for (const Verdict& verdict : spot.view->verdicts) {
    if (verdict.standing != Standing::reported) continue;
    const Finding& finding = verdict.finding;
    if (holds(finding.at, spot))
      for (const Note& note : finding.related) places.add(finding.at, note.at);
    for (const Note& note : finding.related)
      if (holds(note.at, spot)) places.add(note.at, finding.at);
  }
}

Reply definition(const Snapshot& snapshot, const Json& params) {
  auto spot = spot_of(snapshot, get(params, "position"));
  if (!spot) return Json();
  Places places(*spot);
  for (const LinkEnd& end : links_in(spot->view->analysis, spot->file->id, spot->offset, spot->offset))
    places.add(end.here, end.other);
  add_findings(*spot, places);
  Json out = Json::array();
  for (const auto& [here, other] : places.list()) {
    Json location = location_of(snapshot, *spot->view, other);
    if (snapshot.client.links_definitions)
      out.push_back({{"originSelectionRange", range_of(*spot->view->workspace, here, snapshot.client.encoding)},
          {"targetUri", location["uri"]},
                     {"targetRange", location["range"]}, {"targetSelectionRange", location["range"]}});
    else
      out.push_back(std::move(location));
  }
  return out;
}

/// Every place where the same network, host, namespace ... is stated.
Reply references(const Snapshot& snapshot, const Json& params) {
  auto spot = spot_of(snapshot, get(params, "position"));
  if (!spot) return Json();
  Places places(*spot);
  bool declarations = is_true(get_path(params, "context.includeDeclaration"));
  for (const KnownIdentifier& known : identifiers_at(spot->view->analysis, spot->file->id, spot->offset)) {
    if (declarations) for (const Fact* fact : known.owners) places.add(known.at, fact->at);
    for (const Fact* fact : known.users) places.add(known.at, fact->at);
  }
  for (const LinkEnd& end : links_in(spot->view->analysis, spot->file->id, spot->offset, spot->offset))
    places.add(end.here, end.other);
  Json out = Json::array();
  for (const auto& [here, other] : places.list()) out.push_back(location_of(snapshot, *spot->view, other));
  return out;
}

void announce(const Client&, Json& capabilities) {
  capabilities["definitionProvider"] = capabilities["referencesProvider"] = true;
}

constexpr Handler kHandlers[] = {{"textDocument/definition", true, definition}, {"textDocument/references", true, references}};

}  // namespace

extern const Feature definition_feature;
const Feature definition_feature{announce, kHandlers};

}  // namespace bulkhead::lsp
