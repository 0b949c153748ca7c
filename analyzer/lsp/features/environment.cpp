// bulkhead/environment: {textDocument} -> {environments: [{name, tier, reasons}]}, what the declarations of a file belong to.
// A file of a module has the environments of all who call it. An empty name: nobody knows which environment it is.
// Null: the file was not read.
#include "analyzer/lsp/feature.h"
#include "analyzer/pipeline/environment_use.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

constexpr std::size_t kMaxReasons = 5;     // of each environment: a status bar's tooltip, not a report

std::string folder_of(const std::string& path) {
  auto slash = path.find_last_of('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::vector<EnvironmentUse> uses_of(const Analysis& analysis, FileId file, const std::string& folder) {
  std::vector<EnvironmentUse> declared, beside;
  for (const UnitSummary& unit : analysis.units) {
    for (const EnvironmentUse& use : unit.environments)
      if (std::binary_search(use.files.begin(), use.files.end(), file)) unite_environments(declared, {use});
    if (unit.directory == folder) unite_environments(beside, unit.environments);
  }
  return declared.empty() ? beside : declared;   // a file without declarations goes with its neighbours
}

Reply environment(const Snapshot& snapshot, const Json&) {
  auto spot = spot_of(snapshot, Json());
  if (!spot) return Json();
  Json out = Json::array();
  for (const EnvironmentUse& use : uses_of(spot->view->analysis, spot->file->id, folder_of(spot->file->path))) {
    Json reasons = Json::array();
    for (std::size_t i = 0; i < std::min(use.reasons.size(), kMaxReasons); ++i)
      reasons.push_back(report::valid_utf8(masked(use.reasons[i].text)));
    out.push_back({{"name", report::valid_utf8(masked(use.environment.name))},
                   {"tier", to_string(use.environment.tier)},
                   {"reasons", std::move(reasons)}});
  }
  return Json{{"environments", std::move(out)}};
}

void announce(const Client&, Json& capabilities) { capabilities["experimental"]["environmentProvider"] = true; }

constexpr Handler kHandlers[] = {{"bulkhead/environment", true, environment}};

}  // namespace

extern const Feature environment_feature;
const Feature environment_feature{announce, kHandlers};

}  // namespace bulkhead::lsp
