#include "analyzer/report/evaluation.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void add_place(Json& out, SourceSpan at, const Workspace& workspace) {
  if (!at.valid()) return;
  LineColumn begin = workspace.lines(at.file).at(at.begin), end = workspace.lines(at.file).at(at.end);
  out["file"] = workspace.file(at.file).path;
  out["line"] = begin.line;
  out["column"] = begin.column;
  out["endLine"] = end.line;
  out["endColumn"] = end.column;
}

std::string_view kind_of(Origin::Kind kind) {
  switch (kind) {
    case Origin::Kind::written: return "written";
    case Origin::Kind::defaulted: return "default";
    case Origin::Kind::referenced: return "reference";
    case Origin::Kind::computed: return "computed";
    case Origin::Kind::absent: return "absent";
  }
  return "written";
}

Json provenance(const Value& value, const Workspace& workspace) {
  constexpr int kMaxSteps = 64;
  Json out = Json::array();
  int steps = 0;
  for (const Origin* link = value.origin(); link != nullptr && steps < kMaxSteps; link = link->via, ++steps) {
    Json step{{"kind", kind_of(link->kind)}};
    if (!link->step.empty()) step["step"] = link->step;
    add_place(step, link->at, workspace);
    if (step.size() > 1) out.push_back(std::move(step));
  }
  return out;
}

Json problem(const Diagnostic& diagnostic, const Workspace& workspace) {
  Json out{{"severity", diagnostic.severity == Diagnostic::Severity::error ? "error" : "warning"}, {"message", diagnostic.message}};
  add_place(out, diagnostic.at, workspace);
  return out;
}

}  // namespace

std::string evaluation_json(const ExpressionAnswer& answer, const Workspace& workspace) {
  // A number of any length is written as it is; a JSON library would round it.
  std::string out = "{\"value\":" + to_json(answer.value) + ",\"type\":" + dump(answer.type);
  if (const UnknownInfo* info = answer.value.unknown()) out += ",\"unknown\":" + dump(Json{{"cause", to_string(info->cause)}, {"stands_for", recognisable_text(answer.value)}});
  if (answer.value.sensitive()) out += ",\"sensitive\":true";
  if (!answer.environment.empty()) out += ",\"environment\":" + dump(answer.environment);
  out += ",\"provenance\":" + dump(provenance(answer.value, workspace));
  Json problems = Json::array();
  for (const Diagnostic& diagnostic : answer.diagnostics) problems.push_back(problem(diagnostic, workspace));
  return out + ",\"diagnostics\":" + dump(problems) + "}\n";
}

std::string unknown_ndjson(const UnknownValues& unknown, const Workspace& workspace) {
  std::string out;
  Json summary{{"stacks", unknown.stacks}, {"values", unknown.values}, {"unknown", Json::object()}};
  for (const auto& [cause, count] : unknown.by_cause) summary["unknown"][std::string(cause)] = count;
  summary["errors"] = unknown.errors.size();
  out += dump(summary) + "\n";
  std::vector<decltype(unknown.by_reference)::const_iterator> groups;
  for (auto at = unknown.by_reference.begin(); at != unknown.by_reference.end(); ++at) groups.push_back(at);
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a->second.count > b->second.count; });
  for (const auto& group : groups) {
    Json row{{"cause", group->first.first}, {"stands_for", group->first.second}, {"count", group->second.count}, {"stack", group->second.stack}};
    add_place(row, group->second.at, workspace);
    out += dump(row) + "\n";
  }
  for (const Diagnostic& diagnostic : unknown.errors) out += dump(problem(diagnostic, workspace)) + "\n";
  return out;
}

}  // namespace bulkhead::report
