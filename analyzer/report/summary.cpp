#include "analyzer/report/summary.h"

#include "analyzer/report/code_frame.h"

namespace bulkhead::report {
namespace {

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::string right(std::size_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string by_severity(const Input& input, std::size_t& total) {
  std::map<Severity, std::size_t, std::greater<>> counted;
  for (const Verdict& verdict : input.verdicts)
    if (counts(verdict)) ++counted[verdict.finding.severity], ++total;
  std::string out;
  for (const auto& [severity, number] : counted) out += (out.empty() ? "" : ", ") + std::to_string(number) + " " + std::string(to_string(severity));
  return out;
}

std::size_t standing(const Input& input, Standing wanted) {
  return static_cast<std::size_t>(std::count_if(input.verdicts.begin(), input.verdicts.end(), [&](const Verdict& v) { return v.standing == wanted; }));
}

}  // namespace

std::string summary_line(const Input& input) {
  std::size_t total = 0, environments = 0, possible = 0;
  std::string severities = by_severity(input, total);
  for (const auto& use : input.analysis.environments) environments += use.environment.known();
  for (const auto& verdict : input.verdicts) possible += verdict.standing == Standing::reported && !counts(verdict);
  std::string out = total == 0 ? "No findings" : count(total, "finding", "findings") + " (" + severities + ")";
  out += " in " + count(input.analysis.files, "file", "files") + ", " + count(input.analysis.resources, "resource", "resources") + ", " +
         count(environments, "environment", "environments");
  if (possible > 0) out += "; " + std::to_string(possible) + " possible";
  if (auto number = standing(input, Standing::suppressed) + standing(input, Standing::excepted)) out += "; " + std::to_string(number) + " suppressed";
  if (auto number = standing(input, Standing::baselined)) out += "; " + std::to_string(number) + " in the baseline";
  if (auto number = standing(input, Standing::unchanged)) out += "; " + std::to_string(number) + " there before the change";
  if (input.analysis.unknown_values > 0) out += "; " + count(input.analysis.unknown_values, "value", "values") + " unknown";
  return out + ".";
}

std::string statistics_text(const Input& input) {
  std::map<std::string, std::size_t> rules, environments;
  for (const Verdict& verdict : input.verdicts) {
    if (verdict.standing != Standing::reported) continue;
    ++rules[verdict.finding.rule];
    for (const auto& name : verdict.finding.environments) ++environments[name.empty() ? "(no environment)" : name];
  }
  std::vector<std::pair<std::string, std::size_t>> sorted(rules.begin(), rules.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out = "Findings by rule:\n";
  for (const auto& [rule, number] : sorted) out += right(number, 8) + "  " + printable(rule) + "\n";
  out += "Findings by environment:\n";
  for (const auto& [name, number] : environments) out += right(number, 8) + "  " + printable(name) + "\n";
  out += "Resources by environment:\n";
  for (const auto& use : input.analysis.environments)
    out += right(use.resources, 8) + "  " + (use.environment.known() ? printable(use.environment.name) : "(no environment)") + " (" + std::string(to_string(use.environment.tier)) + ")\n";
  out += "Could not be decided, by rule:\n";
  for (const auto& [rule, number] : input.analysis.undecided) out += right(number, 8) + "  " + printable(rule) + "\n";
  out += "Units: " + std::to_string(input.analysis.units.size()) + ", facts: " + std::to_string(input.analysis.facts.size()) +
         ", links: " + std::to_string(input.analysis.links.size()) + ", milliseconds: " + std::to_string(input.milliseconds) + "\n";
  return out;
}

}  // namespace bulkhead::report
