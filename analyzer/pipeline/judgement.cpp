#include "analyzer/pipeline/judgement.h"

#include "analyzer/pipeline/baseline.h"
#include "analyzer/pipeline/fingerprint.h"
#include "analyzer/pipeline/merge.h"
#include "analyzer/pipeline/meta_findings.h"
#include "analyzer/pipeline/suppression_edit.h"
#include "analyzer/pipeline/suppressions.h"
#include "analyzer/rules/rule_set.h"

namespace bulkhead {
namespace {

bool ignored(const RuleOverrides& overrides, const Finding& finding) {
  return std::any_of(overrides.ignore.begin(), overrides.ignore.end(),
                     [&](const std::string& name) { return names_rule(name, finding.rule, finding.requirements); });
}

void override_severity(const RuleOverrides& overrides, Finding& finding) {
  auto at = overrides.severity.find(finding.rule);
  if (at != overrides.severity.end()) finding.severity = at->second;
}

/// rules and rules.paths of bulkhead.yaml. False: the finding is not wanted.
bool apply_rules(const Config& config, std::string_view path, Finding& finding) {
  if (ignored(config.rules, finding)) return false;
  override_severity(config.rules, finding);
  for (const auto& [glob, overrides] : config.rules_by_path) {
    if (!glob_match(glob, path)) continue;
    if (ignored(overrides, finding)) return false;
    override_severity(overrides, finding);
  }
  return true;
}

bool in_environment(const Finding& finding, std::string_view name) {
  return std::find(finding.environments.begin(), finding.environments.end(), name) != finding.environments.end();
}

/// A target is a glob over the resource's address, the file, or an environment.
bool excepts(const Exception& exception, std::string_view path, const Finding& finding) {
  if (!names_rule(exception.rule, finding.rule, finding.requirements)) return false;
  const std::string& target = exception.target;
  return target.empty() || target == finding.resource || glob_match(target, finding.resource) || glob_match(target, path) ||
         in_environment(finding, target);
}

void suppress(Verdict& verdict, std::vector<Suppression>& suppressions, std::string_view today) {
  for (Suppression& suppression : suppressions) {
    if (!suppression.until.empty() && suppression.until < today) continue;
    if (!silences(suppression, verdict.finding)) continue;
    suppression.used = true;
    verdict.standing = Standing::suppressed;
    if (verdict.justification.empty()) verdict.justification = suppression.reason;
  }
}

void except(Verdict& verdict, const Config& config, std::string_view path, std::string_view today, std::set<const Exception*>& used) {
  for (const Exception& exception : config.exceptions) {
    if (!exception.expires.empty() && exception.expires < today) continue;
    if (!excepts(exception, path, verdict.finding)) continue;
    used.insert(&exception);
    if (verdict.standing != Standing::reported) continue;
    verdict.standing = Standing::excepted;
    verdict.justification = exception.reason;
  }
}

std::vector<Finding> exception_findings(const RuleSet& rules, const Config& config, std::string_view today, const std::set<const Exception*>& used) {
  std::vector<Finding> out;
  for (const Exception& exception : config.exceptions) {
    bool expired = !exception.expires.empty() && exception.expires < today;
    bool unused = !used.contains(&exception) && rules.find(exception.rule) != nullptr;
    if (!expired && !unused) continue;
    std::string what = "The exception of `" + exception.rule + "` for `" + exception.target + "`";
    auto finding = expired ? meta_finding(rules, "suppression-expired", exception.at, what + " ended on " + exception.expires + ".")
                           : meta_finding(rules, "suppression-unused", exception.at, what + " no longer matches anything.");
    if (finding) out.push_back(std::move(*finding));
  }
  return out;
}

}  // namespace

std::vector<Verdict> judge(const Workspace& workspace, const Config& config, const RuleSet& rules, const Analysis& analysis,
                           const JudgementOptions& options) {
  std::vector<Finding> findings = analysis.findings;
  std::vector<Suppression> suppressions = find_suppressions(workspace);
  std::set<const Exception*> used_exceptions;
  std::vector<Finding> kept;
  std::vector<Verdict> decided;
  auto decide = [&](Finding finding) {
    const std::string& path = workspace.file(finding.at.file).path;
    if (!apply_rules(config, path, finding)) return;
    Verdict verdict{std::move(finding), {}, Standing::reported, {}};
    suppress(verdict, suppressions, options.today);
    except(verdict, config, path, options.today, used_exceptions);
    decided.push_back(std::move(verdict));
  };
  for (Finding& finding : findings) decide(std::move(finding));
  std::vector<Finding> about = suppression_findings(rules, suppressions, options.today);
  for (Finding& finding : about)
    if (finding.rule == "suppression-unused") finding.fix = suppression_removal(workspace, finding.at);
  for (Finding& finding : exception_findings(rules, config, options.today, used_exceptions)) about.push_back(std::move(finding));
  for (Finding& finding : about)
    if (apply_rules(config, workspace.file(finding.at.file).path, finding)) decided.push_back({std::move(finding), {}, Standing::reported, {}});

  std::stable_sort(decided.begin(), decided.end(), [](const Verdict& a, const Verdict& b) {
    return std::tie(a.finding.at, a.finding.rule, a.finding.message) < std::tie(b.finding.at, b.finding.rule, b.finding.message);
  });
  for (const Verdict& verdict : decided) kept.push_back(verdict.finding);
  std::vector<std::string> prints = fingerprints(workspace, kept);
  std::vector<Verdict> out;
  for (std::size_t i = 0; i < decided.size(); ++i) {
    Verdict& verdict = decided[i];
    verdict.fingerprint = std::move(prints[i]);
    if (options.baseline && verdict.standing == Standing::reported && options.baseline->fingerprints.contains(verdict.fingerprint))
      verdict.standing = Standing::baselined;
    if (options.only_environment.empty() || in_environment(verdict.finding, options.only_environment)) out.push_back(std::move(verdict));
  }
  return out;
}

}  // namespace bulkhead
