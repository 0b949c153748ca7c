// `--format json`, version 1: keys are only ever added.
#include <nlohmann/json.hpp>

#include "analyzer/pipeline/masking.h"
#include "analyzer/report/place.h"
#include "analyzer/report/report.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

Json note_json(const Input& input, const Note& note) {
  Place place = place_of(input.workspace, note.at);
  Json out = {{"file", place.file}, {"line", place.line}, {"column", place.column}, {"endLine", place.end_line},
              {"endColumn", place.end_column}, {"message", masked(note.text)}};
  if (!note.environment.empty()) out["environment"] = note.environment;
  return out;
}

Json notes_json(const Input& input, const std::vector<Note>& notes) {
  Json out = Json::array();
  for (const Note& note : notes) out.push_back(note_json(input, note));
  return out;
}

Json fix_json(const Input& input, const Fix& fix) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    Place place = place_of(input.workspace, edit.replace);
    edits.push_back({{"file", place.file}, {"line", place.line}, {"column", place.column}, {"endLine", place.end_line},
                     {"endColumn", place.end_column}, {"with", edit.with}});
  }
  return {{"description", fix.description}, {"safe", fix.safe}, {"edits", std::move(edits)}};
}

Json finding_json(const Input& input, const Verdict& verdict) {
  const Finding& finding = verdict.finding;
  Place place = place_of(input.workspace, finding.at);
  Json out = {{"rule", finding.rule}, {"requirements", finding.requirements}, {"severity", to_string(finding.severity)},
              {"confidence", to_string(finding.confidence)}, {"message", masked(finding.message)}, {"file", place.file},
              {"line", place.line}, {"column", place.column}, {"endLine", place.end_line}, {"endColumn", place.end_column},
              {"environment", finding.environments.empty() ? "" : finding.environments.front()},
              {"environments", finding.environments}, {"resource", finding.resource}, {"fingerprint", verdict.fingerprint},
              {"related", notes_json(input, finding.related)}, {"trail", notes_json(input, finding.trail)}};
  if (finding.fix) out["fix"] = fix_json(input, *finding.fix);
  return out;
}

Json environments_json(const Analysis& analysis) {
  Json out = Json::array();
  for (const EnvironmentUse& use : analysis.environments) {
    if (!use.environment.known()) continue;
    Json reasons = Json::array();
    for (const auto& reason : use.reasons) reasons.push_back(reason.text);
    out.push_back({{"name", use.environment.name}, {"tier", to_string(use.environment.tier)}, {"resources", use.resources}, {"reasons", std::move(reasons)}});
  }
  return out;
}

Json diagnostics_json(const Input& input) {
  Json out = Json::array();
  for (const Diagnostic& diagnostic : input.analysis.diagnostics) {
    Place place = place_of(input.workspace, diagnostic.at);
    out.push_back({{"file", place.file}, {"line", place.line}, {"column", place.column}, {"message", masked(diagnostic.message)},
                   {"severity", diagnostic.severity == Diagnostic::Severity::error ? "error" : "warning"}});
  }
  return out;
}

}  // namespace

std::string render_json(const Input& input) {
  Json findings = Json::array();
  std::size_t suppressed = 0, baselined = 0, unchanged = 0;
  for (const Verdict& verdict : input.verdicts) {
    if (verdict.standing == Standing::reported) findings.push_back(finding_json(input, verdict));
    suppressed += verdict.standing == Standing::suppressed || verdict.standing == Standing::excepted;
    baselined += verdict.standing == Standing::baselined;
    unchanged += verdict.standing == Standing::unchanged;
  }
  Json root = {{"version", 1},
               {"tool", {{"name", "bulkhead"}, {"version", input.version}}},
               {"findings", std::move(findings)},
               {"environments", environments_json(input.analysis)},
               {"diagnostics", diagnostics_json(input)},
               {"summary", {{"files", input.analysis.files}, {"resources", input.analysis.resources}, {"unknown", input.analysis.unknown_values},
                            {"milliseconds", input.milliseconds}, {"suppressed", suppressed}, {"baselined", baselined}, {"unchanged", unchanged}}}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bulkhead::report
