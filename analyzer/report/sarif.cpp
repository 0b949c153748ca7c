// SARIF 2.1.0 as code scanning of GitHub reads it: one run, each rule with its help, each result with a place.
#include <nlohmann/json.hpp>

#include "analyzer/pipeline/masking.h"
#include "analyzer/report/line_hash.h"
#include "analyzer/report/place.h"
#include "analyzer/report/report.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxResults = 5'000;       // GitHub keeps no more, by its own order
constexpr std::size_t kMaxRelated = 100;
constexpr std::size_t kMaxShortText = 1'024;

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high: return "error";
    case Severity::medium: return "warning";
    case Severity::low:
    case Severity::info: return "note";
  }
  return "note";
}

std::string_view security_severity(Severity severity) {
  switch (severity) {
    case Severity::critical: return "9.5";
    case Severity::high: return "8.0";
    case Severity::medium: return "5.5";
    case Severity::low: return "2.5";
    case Severity::info: return "0.5";
  }
  return "0.5";
}

std::string_view precision_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::certain: return "very-high";
    case Confidence::likely: return "high";
    case Confidence::possible: return "low";
  }
  return "low";
}

std::string cut(std::string text) {
  if (text.size() <= kMaxShortText) return text;
  std::size_t end = kMaxShortText - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

/// First paragraph of a page that is not a heading.
std::string first_paragraph(const std::string& prose) {
  std::size_t begin = 0;
  while (begin < prose.size()) {
    auto end = prose.find("\n\n", begin);
    std::string paragraph = prose.substr(begin, end == std::string::npos ? end : end - begin);
    paragraph.erase(0, std::min(paragraph.size(), paragraph.find_first_not_of(" \n")));
    if (!paragraph.empty() && paragraph[0] != '#' && !paragraph.starts_with("```")) {
      std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
      return paragraph;
    }
    if (end == std::string::npos) break;
    begin = end + 2;
  }
  return {};
}

std::string uri(std::string_view path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  static constexpr std::string_view kPlain = "-._~/!$&'()*+,;=@";
  std::string out;
  for (char c : path) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kPlain.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

class SarifReport {
 public:
  explicit SarifReport(const Input& input) : input_(input) {}

  std::string render() {
    Json rules = Json::array();
    for (const Rule& rule : input_.rules.rules()) {
      rule_index_[rule.id] = rules.size();
      rules.push_back(rule_json(rule));
    }
    Json results = Json::array();
    std::size_t left_out = 0;
    for (const Verdict* verdict : by_severity()) {
      if (results.size() < kMaxResults) results.push_back(result_json(*verdict));
      else ++left_out;
    }
    Json run = {{"tool", {{"driver", {{"name", "bulkhead"}, {"semanticVersion", input_.version}, {"version", input_.version}, {"rules", std::move(rules)}}}}},
                {"columnKind", "utf16CodeUnits"},
                {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "The root of the repository, or the scanned directory where there is none."}}}}}}},
                {"automationDetails", {{"id", "bulkhead/"}}},
                {"invocations", Json::array({{{"executionSuccessful", true}, {"toolExecutionNotifications", notifications(left_out)}}})},
                {"results", std::move(results)}};
    Json root = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
    return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  std::vector<const Verdict*> by_severity() const {
    std::vector<const Verdict*> out;
    for (const Verdict& verdict : input_.verdicts)
      if (verdict.finding.at.valid()) out.push_back(&verdict);
    if (out.size() > kMaxResults)
      std::stable_sort(out.begin(), out.end(), [](const Verdict* a, const Verdict* b) { return a->finding.severity > b->finding.severity; });
    return out;
  }

  static Json rule_json(const Rule& rule) {
    Json tags = Json::array({"security"});
    for (const auto& requirement : rule.requirements) tags.push_back("requirement/" + requirement);
    std::string full = first_paragraph(rule.prose);
    if (full.empty()) full = rule.title;
    std::string help = rule.prose.empty() ? rule.title : rule.prose;
    return {{"id", rule.id}, {"shortDescription", {{"text", cut(rule.title)}}}, {"fullDescription", {{"text", cut(full)}}},
            {"help", {{"text", help}, {"markdown", help}}}, {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
            {"properties", {{"tags", std::move(tags)}, {"precision", precision_of(rule.confidence)}, {"security-severity", security_severity(rule.severity)},
                            {"problem", {{"severity", rule.severity >= Severity::high ? "error" : rule.severity == Severity::medium ? "warning" : "recommendation"}}}}}};
  }

  Json location(const SourceSpan& at) {
    Place place = place_of(input_.workspace, at);
    const LineIndex& lines = input_.workspace.lines(at.file);
    std::uint32_t begin = lines.utf16_column(at.begin) + 1;
    std::uint32_t last = lines.line_start(place.end_line) + static_cast<std::uint32_t>(lines.line(place.end_line).size());
    std::uint32_t end = lines.utf16_column(std::min(std::max(at.begin, at.end), last)) + 1;
    if (place.end_line == place.line && end <= begin) end = begin + 1;
    std::string path = input_.repository_prefix.empty() ? place.file : input_.repository_prefix + "/" + place.file;
    return {{"physicalLocation", {{"artifactLocation", {{"uri", uri(path)}, {"uriBaseId", "%SRCROOT%"}}},
                                  {"region", {{"startLine", place.line}, {"startColumn", begin}, {"endLine", place.end_line}, {"endColumn", end}}}}}};
  }

  std::string primary_hash(const SourceSpan& at) {
    auto [entry, fresh] = hashes_.try_emplace(at.file);
    if (fresh) entry->second = line_hashes(input_.workspace.text(at.file));
    std::uint32_t line = input_.workspace.lines(at.file).at(at.begin).line;
    return line <= entry->second.size() ? entry->second[line - 1] : "";
  }

  Json result_json(const Verdict& verdict) {
    const Finding& finding = verdict.finding;
    std::string text = masked(finding.message);
    Json related = Json::array();
    for (const Note& note : finding.related) {
      if (!note.at.valid() || related.size() >= kMaxRelated) continue;
      Json place = location(note.at);
      place["id"] = related.size() + 1;
      std::string label = note.text.empty() ? "related place" : masked(note.text);
      place["message"] = {{"text", label}};
      // Shown only where the message links to it.
      text += (related.empty() ? " See [" : ", [") + (note.environment.empty() ? "the related place" : "the place in " + note.environment) + "](" +
              std::to_string(related.size() + 1) + ")";
      related.push_back(std::move(place));
    }
    if (!related.empty()) text += ".";
    Json out = {{"ruleId", finding.rule}};
    if (auto index = rule_index_.find(finding.rule); index != rule_index_.end()) out["ruleIndex"] = index->second;
    out["level"] = level_of(finding.severity);
    out["message"] = {{"text", text}};
    out["locations"] = Json::array({location(finding.at)});
    if (!related.empty()) out["relatedLocations"] = std::move(related);
    if (!finding.trail.empty()) out["codeFlows"] = code_flows(finding);
    out["partialFingerprints"] = {{"primaryLocationLineHash", primary_hash(finding.at)}, {"bulkheadFinding/v1", verdict.fingerprint}};
    if (verdict.standing != Standing::reported) out["suppressions"] = suppressions(verdict);
    out["properties"] = {{"severity", to_string(finding.severity)}, {"confidence", to_string(finding.confidence)}, {"environments", finding.environments},
                         {"resource", finding.resource}, {"requirements", finding.requirements}};
    return out;
  }

  Json code_flows(const Finding& finding) {
    Json steps = Json::array();
    auto add = [&](const SourceSpan& at, const std::string& text) {
      Json place = location(at);
      place["message"] = {{"text", text.empty() ? "passed on here" : masked(text)}};
      steps.push_back({{"location", std::move(place)}});
    };
    add(finding.at, "written here");
    for (const Note& step : finding.trail)
      if (step.at.valid()) add(step.at, step.text);
    return Json::array({{{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}}});
  }

  static Json suppressions(const Verdict& verdict) {
    Json out = {{"kind", verdict.standing == Standing::suppressed ? "inSource" : "external"}, {"status", "accepted"}};
    std::string why = verdict.standing == Standing::baselined ? "known in the baseline" : verdict.justification;
    if (!why.empty()) out["justification"] = why;
    return Json::array({std::move(out)});
  }

  Json notifications(std::size_t left_out) {
    Json out = Json::array();
    if (left_out > 0) out.push_back({{"level", "warning"}, {"message", {{"text", std::to_string(left_out) + " less severe results are left out: 5,000 is the most that is kept."}}}});
    for (const Diagnostic& diagnostic : input_.analysis.diagnostics) {
      Json entry = {{"level", diagnostic.severity == Diagnostic::Severity::error ? "error" : "warning"}, {"message", {{"text", masked(diagnostic.message)}}}};
      if (diagnostic.at.valid()) entry["locations"] = Json::array({location(diagnostic.at)});
      out.push_back(std::move(entry));
      if (out.size() > 1'000) break;
    }
    return out;
  }

  const Input& input_;
  std::map<std::string, std::size_t> rule_index_;
  std::map<FileId, std::vector<std::string>> hashes_;
};

}  // namespace

std::string render_sarif(const Input& input) { return SarifReport(input).render(); }

}  // namespace bulkhead::report
