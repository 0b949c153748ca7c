#include "analyzer/pipeline/meta_findings.h"

#include "analyzer/rules/rule_set.h"

namespace bulkhead {
namespace {

std::string list(const std::vector<std::string>& rules) {
  std::string out;
  for (const auto& rule : rules) out += (out.empty() ? "`" : ", `") + rule + "`";
  return out;
}

/// Whether every rule it names is among those that ran: only then can it be called unused.
bool all_ran(const RuleSet& rules, const Suppression& suppression) {
  return std::all_of(suppression.rules.begin(), suppression.rules.end(), [&](const std::string& name) { return rules.find(name) != nullptr; });
}

}  // namespace

std::optional<Finding> meta_finding(const RuleSet& rules, std::string_view rule, const SourceSpan& at, std::string message) {
  const Rule* page = rules.find(rule);
  if (!page) return std::nullopt;
  Finding finding;
  finding.rule = rule;
  finding.requirements = page->requirements;
  finding.severity = page->severity;
  finding.confidence = page->confidence;
  finding.message = std::move(message);
  finding.at = at;
  return finding;
}

std::vector<Finding> suppression_findings(const RuleSet& rules, const std::vector<Suppression>& suppressions, std::string_view today) {
  std::vector<Finding> out;
  auto add = [&](std::string_view rule, const Suppression& at, std::string message) {
    if (auto finding = meta_finding(rules, rule, at.at, std::move(message))) out.push_back(std::move(*finding));
  };
  for (const Suppression& suppression : suppressions) {
    if (suppression.rules.empty()) {
      add("suppression-unused", suppression, "This suppression names no rule: `bulkhead:ignore RULE -- reason`.");
      continue;
    }
    if (suppression.reason.empty())
      add("suppression-without-reason", suppression, "The suppression of " + list(suppression.rules) + " gives no reason: add ` -- reason`.");
    if (!suppression.until.empty() && suppression.until < today) {
      add("suppression-expired", suppression, "The suppression of " + list(suppression.rules) + " ended on " + suppression.until + ".");
    } else if (!suppression.used && all_ran(rules, suppression)) {
      add("suppression-unused", suppression, "The suppression of " + list(suppression.rules) + " no longer silences anything.");
    }
  }
  return out;
}

std::vector<Finding> unparsable_findings(const RuleSet& rules, const std::vector<Diagnostic>& parse_diagnostics) {
  std::map<FileId, std::pair<const Diagnostic*, std::size_t>> files;
  for (const Diagnostic& diagnostic : parse_diagnostics) {
    if (diagnostic.severity != Diagnostic::Severity::error || !diagnostic.at.valid()) continue;
    auto& entry = files[diagnostic.at.file];
    if (!entry.first || diagnostic.at < entry.first->at) entry.first = &diagnostic;
    ++entry.second;
  }
  std::vector<Finding> out;
  for (const auto& [file, entry] : files) {
    std::string more = entry.second > 1 ? " (and " + std::to_string(entry.second - 1) + " more)" : "";
    auto finding = meta_finding(rules, "unparsable-file", entry.first->at, "Part of this file could not be read: " + entry.first->message + more);
    if (finding) out.push_back(std::move(*finding));
  }
  return out;
}

}  // namespace bulkhead
