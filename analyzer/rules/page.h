// From the text of a rule page to a rule.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analyzer/rules/rule_set.h"

namespace bulkhead {

/// Parses front matter, prose and examples. Everything wrong is a line "PATH:LINE: what" in `problems`, and the page is left out.
std::optional<Rule> parse_page(const RulePageSource& page, std::vector<std::string>& problems);

/// The fenced examples of a page's Markdown. A fence is a file (hcl, yaml, json, dockerfile, `file=path` in its info string); `file=` fences in a row
/// under one heading form one workspace, until a path comes again. Fences in other languages are no examples.
std::vector<Example> parse_examples(std::string_view markdown, int first_line);

}  // namespace bulkhead
