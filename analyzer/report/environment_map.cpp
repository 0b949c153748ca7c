#include "analyzer/report/environment_map.h"

#include <nlohmann/json.hpp>
#include <tuple>

#include "analyzer/report/code_frame.h"
#include "analyzer/report/place.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kReasonsShown = 8;

/// Links between two environments, counted by kind of fact.
using Crossings = std::map<std::tuple<std::string, std::string, std::string>, std::size_t>;

Crossings crossings(const Analysis& analysis) {
  Crossings out;
  for (const Link& link : analysis.links)
    if (link.from) ++out[{link.from->environment.name, link.target.name, std::string(to_string(link.from->kind))}];
  return out;
}

std::string_view evidence(Evidence value) {
  switch (value) {
    case Evidence::owned: return "owned";
    case Evidence::same_stem: return "same-stem";
    case Evidence::token: return "token";
  }
  return "token";
}

std::string dot_quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : printable(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

Json link_json(const Input& input, const Link& link) {
  Place place = place_of(input.workspace, link.from->at);
  Json out = {{"kind", to_string(link.from->kind)}, {"from", link.from->environment.name}, {"to", link.target.name}, {"evidence", evidence(link.evidence)},
              {"identifier", link.from->identifier}, {"resource", link.from->resource}, {"file", place.file}, {"line", place.line}};
  if (link.to) {
    Place other = place_of(input.workspace, link.to->at);
    out["target"] = {{"resource", link.to->resource}, {"file", other.file}, {"line", other.line}};
  }
  return out;
}

}  // namespace

std::string environments_text(const Input& input) {
  Palette palette = Palette::make(input.color);
  std::string out;
  for (const EnvironmentUse& use : input.analysis.environments) {
    std::string name = use.environment.known() ? use.environment.name : "(no environment)";
    out += palette.bold + printable_first(name) + palette.reset + "  " + std::string(to_string(use.environment.tier)) + ", " + std::to_string(use.resources) +
           (use.resources == 1 ? " resource\n" : " resources\n");
    std::size_t shown = 0;
    for (const auto& reason : use.reasons) {
      if (++shown > kReasonsShown) break;
      out += "    " + printable_first(reason.text) + "\n";
    }
    if (use.reasons.size() > kReasonsShown) out += "    … and " + std::to_string(use.reasons.size() - kReasonsShown) + " more reasons\n";
  }
  if (out.empty()) out = "No environments: nothing here names one.\n";
  Crossings crossed = crossings(input.analysis);
  if (!crossed.empty()) out += "\n" + palette.bold + "Links between environments" + palette.reset + "\n";
  for (const auto& [key, number] : crossed)
    out += "    " + printable_first(std::get<0>(key) + " -> " + std::get<1>(key) + "  " + std::get<2>(key)) + " (" + std::to_string(number) + ")\n";
  return out;
}

std::string environments_json(const Input& input) {
  Json environments = Json::array(), links = Json::array(), units = Json::array();
  for (const EnvironmentUse& use : input.analysis.environments) {
    Json reasons = Json::array();
    for (const auto& reason : use.reasons) {
      Place place = place_of(input.workspace, reason.at);
      Json entry = {{"text", reason.text}};
      if (!place.file.empty()) entry["file"] = place.file, entry["line"] = place.line;
      reasons.push_back(std::move(entry));
    }
    environments.push_back({{"name", use.environment.name}, {"tier", to_string(use.environment.tier)}, {"resources", use.resources}, {"reasons", std::move(reasons)}});
  }
  for (const UnitSummary& unit : input.analysis.units)
    units.push_back({{"id", unit.id}, {"directory", unit.directory}, {"environment", unit.environment.environment.name},
                     {"reason", unit.environment.reason.text}, {"resources", unit.resources}});
  for (const Link& link : input.analysis.links)
    if (link.from) links.push_back(link_json(input, link));
  Json root = {{"version", 1}, {"environments", std::move(environments)}, {"units", std::move(units)}, {"links", std::move(links)}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string environments_dot(const Input& input) {
  std::string out = "digraph environments {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n";
  for (const EnvironmentUse& use : input.analysis.environments) {
    if (!use.environment.known()) continue;
    out += "  " + dot_quoted(use.environment.name) + " [label=" + dot_quoted(use.environment.name + " (" + std::string(to_string(use.environment.tier)) + ", " +
                                                                     std::to_string(use.resources) + ")") + "];\n";
  }
  for (const auto& [key, number] : crossings(input.analysis))
    out += "  " + dot_quoted(std::get<0>(key)) + " -> " + dot_quoted(std::get<1>(key)) + " [label=" + dot_quoted(std::get<2>(key) + " " + std::to_string(number)) + "];\n";
  return out + "}\n";
}

std::string facts_ndjson(const Input& input) {
  std::string out;
  for (const Fact& fact : input.analysis.facts) {
    Place place = place_of(input.workspace, fact.at);
    Json line = {{"version", 1}, {"kind", to_string(fact.kind)}, {"identifierKind", to_string(fact.identifier_kind)}, {"identifier", fact.identifier},
                 {"unit", fact.unit}, {"resource", fact.resource}, {"environment", fact.environment.name}, {"tier", to_string(fact.environment.tier)},
                 {"file", place.file}, {"line", place.line}, {"column", place.column}, {"endLine", place.end_line}, {"endColumn", place.end_column},
                 {"details", fact.details}};
    out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return out;
}

}  // namespace bulkhead::report
