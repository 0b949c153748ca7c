#include "analyzer/rules/rule_set.h"

#include <algorithm>
#include <mutex>

#include "analyzer/model/content_hash.h"
#include "analyzer/model/parallel.h"
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

struct RuleSet::Index {
  std::mutex mutex;
  std::map<std::pair<Technology, std::string>, std::vector<CheckNumber>, std::less<>> by_type;
};

void RuleSet::make_index() { index_ = std::make_shared<Index>(); }

const std::vector<CheckNumber>& RuleSet::checks_for(const Resource& resource) const {
  static const std::vector<CheckNumber> kNone;
  if (!index_) return kNone;
  std::lock_guard lock(index_->mutex);
  auto [known, fresh] = index_->by_type.try_emplace({resource.technology, std::string(resource.type)});
  if (!fresh) return known->second;
  for (std::uint32_t rule = 0; rule < rules_.size(); ++rule)
    for (std::uint32_t check = 0; check < rules_[rule].checks.size(); ++check)
      if (selects_type(rules_[rule].checks[check].selector, resource)) known->second.push_back({rule, check});
  return known->second;
}

RuleSet RuleSet::load(std::span<const RulePageSource> pages, std::vector<std::string>& problems) {
  RuleSet set;
  struct Parsed {
    std::optional<Rule> rule;
    std::vector<std::string> problems;
  };
  std::vector<Parsed> parsed(pages.size());
  parallel_for(pages.size(), 0, [&](std::size_t i) {
    parsed[i].rule = parse_page(pages[i], parsed[i].problems);
    if (parsed[i].rule) parsed[i].rule->page_hash = ContentHash().add(pages[i].text).value();
  });
  for (auto& [rule, told] : parsed) {
    problems.insert(problems.end(), told.begin(), told.end());
    if (!rule) continue;
    if (const Rule* earlier = set.find(rule->id)) {
      problems.push_back(rule->page_path + ":2: rule id '" + rule->id + "' is already that of " + earlier->page_path);
      continue;
    }
    set.rules_.push_back(std::move(*rule));
  }
  std::ranges::sort(set.rules_, {}, &Rule::id);
  set.make_index();
  return set;
}

const Rule* RuleSet::find(std::string_view id) const {
  auto found = std::ranges::find(rules_, id, &Rule::id);
  return found == rules_.end() ? nullptr : &*found;
}

std::uint64_t RuleSet::content_hash() const {
  ContentHash hash;
  hash.add_all(rules_, [&](const Rule& rule) { hash.add(rule.id).add(rule.page_hash); });
  return hash.value();
}

RuleSet RuleSet::filtered(std::span<const std::string> select, std::span<const std::string> ignore) const {
  RuleSet set;
  for (const Rule& rule : rules_) {
    auto listed = [&](const std::string& word) { return names(word, rule); };
    bool wanted = select.empty() || std::ranges::any_of(select, listed);
    if (wanted && std::ranges::none_of(ignore, listed)) set.rules_.push_back(rule);
  }
  set.make_index();
  return set;
}

}  // namespace bulkhead
