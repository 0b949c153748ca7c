#include "analyzer/rules/rule_set.h"

#include <algorithm>

#include "analyzer/rules/page.h"

namespace bulkhead {
namespace {

/// A rule id, a requirement ("1" covers "1.2"), or "*".
bool names(const std::string& word, const Rule& rule) {
  if (word == "*" || word == rule.id) return true;
  return std::ranges::any_of(rule.requirements, [&](const std::string& requirement) {
    return requirement == word || (requirement.size() > word.size() && requirement.starts_with(word) && requirement[word.size()] == '.');
  });
}

}  // namespace

RuleSet RuleSet::load(std::span<const RulePageSource> pages, std::vector<std::string>& problems) {
  RuleSet set;
  for (const RulePageSource& page : pages) {
    auto rule = parse_page(page, problems);
    if (!rule) continue;
    if (const Rule* earlier = set.find(rule->id)) {
      problems.push_back(rule->page_path + ":2: rule id '" + rule->id + "' is already that of " + earlier->page_path);
      continue;
    }
    set.rules_.push_back(std::move(*rule));
  }
  std::ranges::sort(set.rules_, {}, &Rule::id);
  return set;
}

const Rule* RuleSet::find(std::string_view id) const {
  auto found = std::ranges::find(rules_, id, &Rule::id);
  return found == rules_.end() ? nullptr : &*found;
}

RuleSet RuleSet::filtered(std::span<const std::string> select, std::span<const std::string> ignore) const {
  RuleSet set;
  for (const Rule& rule : rules_) {
    auto listed = [&](const std::string& word) { return names(word, rule); };
    bool wanted = select.empty() || std::ranges::any_of(select, listed);
    if (wanted && std::ranges::none_of(ignore, listed)) set.rules_.push_back(rule);
  }
  return set;
}

}  // namespace bulkhead
