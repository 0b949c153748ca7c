#include "analyzer/lsp/features.h"

#include "analyzer/report/escape.h"
#include "analyzer/rules/documentation.h"

namespace bulkhead::lsp {
namespace {

using Place = std::pair<std::int64_t, std::int64_t>;

Place place(const Json& position) {
  auto part = [&](const char* key) -> std::int64_t {
    auto at = position.is_object() ? position.find(key) : position.end();
    return position.is_object() && at != position.end() && at->is_number_integer() ? at->get<std::int64_t>() : 0;
  };
  return {part("line"), part("character")};
}

std::string indentation(std::string_view text, std::uint32_t at) {
  std::string out;
  for (; at < text.size() && (text[at] == ' ' || text[at] == '\t'); ++at) out += text[at];
  return out;
}

/// Whether `#` opens a comment: everywhere but in JSON.
bool takes_comments(const std::string& path) {
  auto language = language_of(path.substr(path.find_last_of('/') + 1));
  return language == Language::terraform || language == Language::tfvars || language == Language::hcl || language == Language::yaml ||
         language == Language::dockerfile;
}

}  // namespace

Json hover(const Json& diagnostics, const Json& position, const std::vector<std::shared_ptr<const EstateView>>& views) {
  Place at = place(position);
  std::string text;
  Json range;
  std::set<std::string> seen;
  for (const Json& diagnostic : diagnostics) {
    if (!diagnostic.contains("code") || at < place(diagnostic["range"]["start"]) || place(diagnostic["range"]["end"]) < at) continue;
    if (!seen.insert(diagnostic["code"].get<std::string>()).second) continue;
    for (const auto& view : views) {
      const Rule* rule = view->rules ? view->rules->find(diagnostic["code"].get<std::string>()) : nullptr;
      if (!rule) continue;
      text += (text.empty() ? "" : "\n\n---\n\n") + report::valid_utf8(explain(*rule));
      if (range.is_null()) range = diagnostic["range"];
      break;
    }
  }
  if (text.empty()) return nullptr;
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", range}};
}

Json suppressions(const Document& document, const Json& diagnostics, const Json& params) {
  Json out = Json::array();
  if (!params.contains("range") || !params["range"].is_object() || !takes_comments(document.path)) return out;
  Place begin = place(params["range"].value("start", Json())), end = place(params["range"].value("end", Json()));
  std::set<std::pair<std::int64_t, std::string>> seen;
  for (const Json& diagnostic : diagnostics) {
    Place from = place(diagnostic["range"]["start"]), to = place(diagnostic["range"]["end"]);
    if (!diagnostic.contains("code") || to < begin || end < from) continue;
    std::string rule = diagnostic["code"];
    if (rule.starts_with("suppression-") || rule == "unparsable-file" || !seen.emplace(from.first, rule).second) continue;
    Json start = {{"line", from.first}, {"character", 0}};
    std::uint32_t offset = offset_at(document.text, {static_cast<std::uint32_t>(from.first), 0}, PositionEncoding::utf8);
    std::string line = indentation(document.text, offset) + "# bulkhead:ignore " + rule + " -- TODO: say why this is accepted\n";
    Json edits = {{document.uri, Json::array({{{"range", {{"start", start}, {"end", start}}}, {"newText", line}}})}};
    out.push_back({{"title", "Suppress " + rule + " here, with a reason"}, {"kind", "quickfix"}, {"diagnostics", Json::array({diagnostic})},
                   {"edit", {{"changes", std::move(edits)}}}});
  }
  return out;
}

}  // namespace bulkhead::lsp
