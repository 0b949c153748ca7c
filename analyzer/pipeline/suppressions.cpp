#include "analyzer/pipeline/suppressions.h"

namespace bulkhead {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
    if (text[i] < '0' || text[i] > '9') return false;
  return true;
}

bool rule_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '*'; }

/// Takes `until=DATE` out of `text`, wherever it stands.
std::string take_until(std::string& text) {
  auto at = text.find("until=");
  if (at == std::string::npos) return {};
  std::string date = text.substr(at + 6, 10);
  if (!iso_date(date)) return {};
  text.erase(at, 16);
  return date;
}

}  // namespace

Suppression parse_suppression(std::string_view text) {
  Suppression out;
  std::string rest(trimmed(text.substr(0, text.find('\n'))));
  if (rest.ends_with("*/")) rest.resize(rest.size() - 2);
  out.until = take_until(rest);
  auto dashes = rest.find("--");
  std::string_view rules = std::string_view(rest).substr(0, dashes);
  if (dashes != std::string::npos) out.reason = trimmed(std::string_view(rest).substr(dashes + 2));
  while (!(rules = trimmed(rules)).empty()) {
    if (rules[0] == ',') {
      rules.remove_prefix(1);
      continue;
    }
    std::size_t size = 0;
    while (size < rules.size() && rule_character(rules[size])) ++size;
    if (size == 0) break;                // prose without `--`: not a rule
    bool more = trimmed(rules.substr(size)).starts_with(',');
    out.rules.emplace_back(rules.substr(0, size));
    rules.remove_prefix(size);
    if (!more) break;
  }
  return out;
}

bool names_rule(std::string_view pattern, std::string_view rule, const std::vector<std::string>& requirements) {
  if (pattern == "*" || pattern == rule) return true;
  return std::any_of(requirements.begin(), requirements.end(), [&](std::string_view requirement) {
    return requirement == pattern || (requirement.starts_with(pattern) && requirement[pattern.size()] == '.');
  });
}

bool silences(const Suppression& suppression, const Finding& finding) {
  bool named = std::any_of(suppression.rules.begin(), suppression.rules.end(),
                           [&](const std::string& rule) { return names_rule(rule, finding.rule, finding.requirements); });
  if (!named) return false;
  auto covered = [&](const SourceSpan& at) {
    return std::any_of(suppression.covers.begin(), suppression.covers.end(),
                       [&](const SourceSpan& area) { return area.file == at.file && area.begin <= at.begin && at.begin < std::max(area.end, area.begin + 1); });
  };
  if (covered(finding.at)) return true;
  return std::any_of(finding.trail.begin(), finding.trail.end(), [&](const Note& step) { return covered(step.at); });
}

}  // namespace bulkhead
