// textDocument/inlayHint: what references of Terraform evaluate to, per environment.
#include <algorithm>

#include "analyzer/lsp/feature.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

constexpr std::size_t kMostHints = 200, kMostLabel = 80, kMostShown = 3;

struct Label {
  std::string text, tooltip;             // an empty text: nothing is known; an empty tooltip: the text says it all
};

/// "= 1" where all agree, "= 1 (dev), 2 (prod)" for a few, and how many there are for more.
Label label_of(const ValueAnswer& answer) {
  std::vector<std::pair<std::string, std::string>> values;   // shown, environments
  for (const ValueInEnvironment& one : answer.values) {
    if (!one.known) continue;
    std::string where = one.environment.empty() ? one.unit : one.environment;
    auto same = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == one.shown; });
    if (same == values.end()) values.emplace_back(one.shown, where);
    else if (same->second.find(where) == std::string::npos) same->second += ", " + where;
  }
  if (values.empty()) return {};
  if (values.size() == 1 && !answer.more) return {"= " + values[0].first, ""};
  std::string all = "= ";
  for (const auto& [shown, where] : values) all += (all.size() > 2 ? ", " : "") + shown + " (" + where + ")";
  if (values.size() <= kMostShown) return {all, answer.more ? all + ", …" : ""};
  return {"= " + std::to_string(values.size()) + (answer.more ? " values or more" : " values"), all};
}

std::string cut(const std::string& text) {
  if (text.size() <= kMostLabel) return text;
  std::size_t at = kMostLabel;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return text.substr(0, at) + "…";
}

Reply inlay_hints(const Snapshot& snapshot, const Json& params) {
  Json out = Json::array();
  auto begin = spot_of(snapshot, get_path(params, "range.start")), end = spot_of(snapshot, get_path(params, "range.end"));
  if (!begin || !end || !begin->view->values || !snapshot.settings.inlay_hints) return out;
  for (const ValueAnswer& answer : begin->view->values->references(begin->file->id, begin->offset, end->offset, kMostHints)) {
    Label made = label_of(answer);
    if (made.text.empty()) continue;
    std::string label = report::valid_utf8(masked(made.text)), tooltip = report::valid_utf8(masked(made.tooltip));
    Json hint = {{"position", range_of(*begin->view->workspace, answer.at, snapshot.client.encoding)["end"]},
        {"label", cut(label)}, {"paddingLeft", true}};
    if (tooltip.empty() && label.size() > kMostLabel) tooltip = label;
    if (!tooltip.empty()) hint["tooltip"] = tooltip;
    out.push_back(std::move(hint));
  }
  return out;
}

void announce(const Client&, Json& capabilities) { capabilities["inlayHintProvider"] = true; }

constexpr Handler kHandlers[] = {{"textDocument/inlayHint", true, inlay_hints}};

}  // namespace

extern const Feature inlay_hint_feature;
const Feature inlay_hint_feature{announce, kHandlers};

}  // namespace bulkhead::lsp
