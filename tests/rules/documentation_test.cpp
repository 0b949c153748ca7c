#include <cstdlib>
#include <fstream>
#include <sstream>

#include "analyzer/rules/documentation.h"
#include "tests/support/locations.h"

using namespace bulkhead;

TEST_CASE("rules/README.md is what the pages say", "[rules]") {
  std::vector<std::string> problems;
  RuleSet rules = RuleSet::load(builtin_rule_pages(), problems);
  const std::string path = bulkhead::test::source_directory() + "/rules/README.md", generated = rules_markdown(rules);
  if (std::getenv("BLESS")) std::ofstream(path) << generated;
  std::ifstream file(path);
  if (!file) SKIP("rules/README.md is not there yet; BLESS=1 writes it");
  std::stringstream written;
  written << file.rdbuf();
  INFO("BLESS=1 rewrites it");
  CHECK(written.str() == generated);
}

TEST_CASE("an explanation has no expectation markers", "[rules]") {
  std::vector<std::string> problems;
  RuleSet rules = RuleSet::load(builtin_rule_pages(), problems);
  for (const Rule& rule : rules.rules()) {
    INFO(rule.id);
    std::string text = explain(rule);
    CHECK(text.find("# finding") == std::string::npos);
    CHECK(text.find("Severity: ") != std::string::npos);
  }
}
