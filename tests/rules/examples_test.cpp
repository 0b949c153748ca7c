// Every fence of every page, that rule alone, through the code that scans.
#include <map>

#include "tests/rules/judging.h"
#include "tests/support/example_markers.h"

using namespace bulkhead;
using namespace bulkhead::testing;   // NOLINT: test vocabulary

namespace {

std::vector<Expectation> expectations_in(const Example& example) {
  std::vector<Expectation> out;
  for (const auto& [path, text] : example.files) {
    auto here = testing::expectations_of(path, text);
    out.insert(out.end(), here.begin(), here.end());
  }
  for (const auto& [path, line] : example.expected) out.push_back({path, line});
  return out;
}

bool fits(const Expectation& expected, const Finding& finding, const Workspace& workspace) {
  if (workspace.file(finding.at.file).path != expected.path) return false;
  const LineIndex& lines = workspace.lines(finding.at.file);
  LineColumn begin = lines.at(finding.at.begin), end = lines.at(finding.at.end);
  if (begin.line != expected.line || finding.message.find(expected.text) == std::string::npos) return false;
  return expected.begin_column == 0 || (begin.column == expected.begin_column && end.column == expected.end_column);
}

/// Each expectation meets a finding of its own, and no finding is left.
void check_example(const RuleSet& rule, const Example& example) {
  Workspace workspace = Workspace::from_memory(example.files);
  std::vector<Finding> left = judge(workspace, rule);
  for (const Expectation& expected : expectations_in(example)) {
    auto met = std::ranges::find_if(left, [&](const Finding& finding) { return fits(expected, finding, workspace); });
    if (met != left.end()) left.erase(met);
    else FAIL_CHECK("no finding at " << expected.path << ":" << expected.line << " '" << expected.text << "'");
  }
  for (const Finding& finding : left) FAIL_CHECK("not expected: " << describe(finding, workspace));
}

}  // namespace

TEST_CASE("every page's id is its file's name and every page shows a bad and a good example", "[rules]") {
  for (const Rule& rule : builtin_rules().rules()) {
    INFO(rule.page_path);
    CHECK(rule.page_path == "rules/" + rule.group + "/" + rule.id + ".md");
    bool bad = false, good = false;
    for (const Example& example : rule.examples) (expectations_in(example).empty() ? good : bad) = true;
    CHECK(bad);
    CHECK(good);
  }
}

TEST_CASE("the examples of every page come out as marked", "[rules][examples]") {
  for (const Rule& rule : builtin_rules().rules()) {
    std::vector<std::string> only{rule.id};
    RuleSet alone = builtin_rules().filtered(only, {});
    for (const Example& example : rule.examples) {
      INFO(rule.page_path << ":" << example.page_line << " " << example.title);
      check_example(alone, example);
    }
  }
}
