// What a rule is: a literate page, and code beside it where CEL cannot say it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/finding.h"
#include "analyzer/model/resource.h"

namespace bulkhead {

class Estate;
class Reporter;
struct Config;
struct RuleContext;

/// The code of one rule. Either function may be null. `check_unit` sees one evaluated unit, `check_estate` the joined facts.
/// A rule never sees files, other rules or the configuration's suppressions.
struct RuleCode {
  void (*check_unit)(const Unit& unit, const RuleContext& context, Reporter& report) = nullptr;
  void (*check_estate)(const Estate& estate, const RuleContext& context, Reporter& report) = nullptr;
};

/// A page as it is on disk (or compiled in): rules/<group>/<rule-id>.md.
struct RulePageSource {
  std::string_view path;
  std::string_view text;
  const RuleCode* code = nullptr;
};

/// All pages compiled into the binary, sorted by path. Defined by the generated registry, so that the analyzer never
/// includes a rule.
std::span<const RulePageSource> builtin_rule_pages();

}  // namespace bulkhead
