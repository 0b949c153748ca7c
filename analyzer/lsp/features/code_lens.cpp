// textDocument/codeLens: which environments a place reaches or is reached from, and the command that opens the other end.
#include "analyzer/lsp/feature.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/pipeline/place_facts.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

constexpr const char* kOpen = "bulkhead.openOtherEnd";
constexpr std::size_t kMostLenses = 200, kMostPlaces = 20;

struct Lens {
  SourceSpan here;
  std::string title;
  Json places = Json::array();
};

std::string name_of(const Environment& environment) { return environment.known() ? environment.name : "an unknown environment"; }

Reply code_lenses(const Snapshot& snapshot, const Json&) {
  Json out = Json::array();
  auto spot = spot_of(snapshot, Json());
  if (!spot || !snapshot.settings.code_lenses) return out;
  const EstateView& view = *spot->view;
  auto size = static_cast<std::uint32_t>(view.workspace->text(spot->file->id).size());
  std::map<std::tuple<std::uint32_t, std::string>, Lens> lenses;   // one for each line and text
  for (const LinkEnd& end : links_in(view.analysis, spot->file->id, 0, size)) {
    const Environment& from = end.link->from->environment;
    std::string title = end.outgoing ? name_of(from) + ": reaches " + name_of(end.link->target) : name_of(end.link->target) +
        ": reached from " + name_of(from);
    if (end.link->possible) title += " (possibly)";
    Lens& lens = lenses[{view.workspace->lines(spot->file->id).at(end.here.begin).line, title}];
    if (lens.title.empty()) lens = {end.here, report::valid_utf8(masked(title))};
    if (end.other.valid() && lens.places.size() < kMostPlaces) lens.places.push_back(location_of(snapshot, view, end.other));
  }
  for (auto& [key, lens] : lenses) {
    if (out.size() >= kMostLenses) break;
    Json command = {{"title", lens.title}, {"command", lens.places.empty() ? "" : kOpen}};
    if (!lens.places.empty()) command["arguments"] = std::move(lens.places);
    out.push_back({{"range", range_of(*view.workspace, lens.here, snapshot.client.encoding)}, {"command", std::move(command)}});
  }
  return out;
}

/// Opens the first place where the client can be asked to; otherwise says where the places are.
Reply execute(const Snapshot& snapshot, const Json& params) {
  if (text_of(get(params, "command")) != kOpen) return Reply::refusal(kInvalidParams, "no such command");
  const Json& places = get(params, "arguments");
  if (!places.is_array() || places.empty() || !get(places[0], "uri").is_string())
    return Reply::refusal(kInvalidParams, "no places");
  Reply reply{Json()};
  if (snapshot.client.shows_documents)
    reply.calls.emplace_back("window/showDocument", Json{{"uri", places[0]["uri"]}, {"takeFocus", true},
        {"selection", get(places[0], "range")}});
  if (snapshot.client.shows_documents && places.size() == 1) return reply;
  std::string text;
  for (const Json& place : places) {
    const Json& line = get_path(place, "range.start.line");
    text += (text.empty() ? "" : ", ") + text_of(get(place, "uri")) + (line.is_number_integer() ? ":" +
        std::to_string(line.get<std::int64_t>() + 1) : "");
  }
  reply.calls.emplace_back("window/showMessage", Json{{"type", 3}, {"message", "other ends: " + text}});
  return reply;
}

void announce(const Client&, Json& capabilities) {
  capabilities["codeLensProvider"] = {{"resolveProvider", false}};
  capabilities["executeCommandProvider"] = {{"commands", {kOpen}}};
}

constexpr Handler kHandlers[] = {{"textDocument/codeLens", true, code_lenses}, {"workspace/executeCommand", false, execute}};

}  // namespace

extern const Feature code_lens_feature;
const Feature code_lens_feature{announce, kHandlers};

}  // namespace bulkhead::lsp
