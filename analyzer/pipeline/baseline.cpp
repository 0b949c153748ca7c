#include "analyzer/pipeline/baseline.h"

#include <nlohmann/json.hpp>

namespace bulkhead {

Baseline parse_baseline(std::string_view text) {
  Baseline out;
  auto root = nlohmann::json::parse(text, nullptr, false);
  if (root.is_discarded()) return out.error = "not JSON", out;
  if (!root.is_object() || root.value("version", 0) != 1 || !root.contains("findings") || !root["findings"].is_array())
    return out.error = "not a baseline of version 1 (an object with \"version\": 1 and \"findings\")", out;
  for (const auto& entry : root["findings"]) {
    if (!entry.is_object() || !entry.contains("fingerprint") || !entry["fingerprint"].is_string()) {
      out.error = "an entry without \"fingerprint\"";
      return out;
    }
    out.fingerprints.insert(entry["fingerprint"].get<std::string>());
  }
  return out;
}

std::string write_baseline(const Workspace& workspace, const std::vector<Verdict>& verdicts) {
  nlohmann::ordered_json root = {{"version", 1}, {"tool", "bulkhead"}, {"findings", nlohmann::ordered_json::array()}};
  std::vector<const Verdict*> sorted;
  for (const Verdict& verdict : verdicts)
    if (verdict.standing == Standing::reported || verdict.standing == Standing::baselined) sorted.push_back(&verdict);
  auto key = [&](const Verdict* v) { return std::tie(workspace.file(v->finding.at.file).path, v->finding.rule, v->finding.resource, v->fingerprint); };
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Verdict* a, const Verdict* b) { return key(a) < key(b); });
  for (const Verdict* verdict : sorted)
    root["findings"].push_back({{"fingerprint", verdict->fingerprint}, {"rule", verdict->finding.rule},
                                {"file", workspace.file(verdict->finding.at.file).path}, {"resource", verdict->finding.resource}});
  return root.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bulkhead
