// What is written about rules elsewhere, made from their pages.
#pragma once
#include <string>

#include "analyzer/rules/rule_set.h"

namespace bulkhead {

/// `bulkhead explain`: title, facts and prose of one rule as plain Markdown, expectation markers removed from the examples.
std::string explain(const Rule& rule);
/// rules/README.md (`bulkhead rules --markdown`): the catalogue by group, one line per rule.
std::string rules_markdown(const RuleSet& rules);

}  // namespace bulkhead
