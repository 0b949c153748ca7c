#include "analyzer/report/sarif_rules.h"

#include "analyzer/report/escape.h"
#include "analyzer/report/rule_text.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxShortText = 1'024;   // of descriptions
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxTags = 10;           // 20 are taken, 10 kept

/// A number as text, as GitHub wants it; it calls more than 9.0 critical, from 7.0 high, from 4.0 medium.
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

std::string_view problem_severity(Severity severity) {
  return severity >= Severity::high ? "error" : severity == Severity::medium ? "warning" : "recommendation";
}

/// The id in the form that SARIF recommends for names: "admin-port-open" is AdminPortOpen.
std::string name_of(const std::string& id) {
  std::string out;
  bool start = true;
  for (char c : id) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter && out.size() < kMaxName) out += start && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    start = !letter;
  }
  return out;
}

Json descriptor(const Rule& rule) {
  Json tags = Json::array({"security"});
  for (const auto& requirement : rule.requirements)
    if (tags.size() < kMaxTags) tags.push_back("requirement/" + requirement);
  // An empty text counts as a missing one.
  std::string title = rule.title.empty() ? rule.id : rule.title, full = first_paragraph(rule.prose), help = rule.prose;
  if (full.empty()) full = title;
  if (help.find_first_not_of(" \n") == std::string::npos) help = title;
  return {{"id", rule.id}, {"name", name_of(rule.id)}, {"shortDescription", {{"text", cut_to(title, kMaxShortText)}}}, {"fullDescription", {{"text", cut_to(full, kMaxShortText)}}},
          {"help", {{"text", help}, {"markdown", help}}}, {"defaultConfiguration", {{"level", sarif_level(rule.severity)}}},
          {"properties", {{"tags", std::move(tags)}, {"precision", precision_of(rule.confidence)}, {"security-severity", security_severity(rule.severity)},
                          {"problem", {{"severity", problem_severity(rule.severity)}}}}}};
}

}  // namespace

std::string_view sarif_level(Severity severity) {
  return severity >= Severity::high ? "error" : severity == Severity::medium ? "warning" : "note";
}

SarifRules sarif_rules(const Input& input) {
  SarifRules out{Json::array(), {}};
  auto add = [&](const Rule& rule) {
    if (out.index.emplace(rule.id, out.descriptors.size()).second) out.descriptors.push_back(descriptor(rule));
  };
  for (const Rule& rule : input.rules.rules()) add(rule);
  for (const Verdict& verdict : input.verdicts) {
    Rule named;
    named.id = verdict.finding.rule;
    named.requirements = verdict.finding.requirements;
    named.severity = verdict.finding.severity;
    named.confidence = verdict.finding.confidence;
    if (!out.index.contains(named.id)) add(named);
  }
  return out;
}

}  // namespace bulkhead::report
