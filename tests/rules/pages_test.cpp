// What is wrong with a page is said with its line.
#include "analyzer/rules/page.h"
#include "analyzer/rules/rule_set.h"

using namespace bulkhead;

namespace {

constexpr std::string_view kGood = R"(---
id: open-door
title: A door is open.
requirements: ["1.2", "5.3"]
severity: high
select: terraform aws_door
when: node.open
at: open
message: "Door {{ node.name }} is open"
---
Close it.
)";

std::string replaced(std::string_view what, std::string_view with) {
  std::string page(kGood);
  page.replace(page.find(what), what.size(), with);
  return page;
}

std::vector<std::string> problems_of(std::string_view text) {
  std::vector<std::string> problems;
  RulePageSource page{"rules/1-environments/open-door.md", text, nullptr};
  RuleSet::load({&page, 1}, problems);
  return problems;
}

}  // namespace

TEST_CASE("a page's front matter becomes a rule", "[rules]") {
  std::vector<std::string> problems;
  RulePageSource page{"rules/1-environments/open-door.md", kGood, nullptr};
  RuleSet set = RuleSet::load({&page, 1}, problems);
  REQUIRE(problems.empty());
  const Rule* rule = set.find("open-door");
  REQUIRE(rule);
  CHECK(rule->group == "1-environments");
  CHECK(rule->severity == Severity::high);
  CHECK(rule->prose == "Close it.\n");
  CHECK(rule->checks.size() == 1);
  CHECK(rule->technologies == std::vector{Technology::terraform});
}

TEST_CASE("a page's fix is a text, or a mapping by literal", "[rules]") {
  auto offer = [](std::string_view fix) {
    std::vector<std::string> problems;
    const std::string page = replaced("at: open", "at: open\nfix: " + std::string(fix));
    RulePageSource source{"rules/1-environments/open-door.md", page, nullptr};
    RuleSet set = RuleSet::load({&source, 1}, problems);
    REQUIRE(problems.empty());
    return set.find("open-door")->checks[0].fix.value();
  };
  FixOffer text = offer("{with: \"false\", safe: true}");
  CHECK(text.with == "false");
  CHECK(text.safe);
  CHECK(text.subject == "open");
  FixOffer mapped = offer("{with: {ajar: shut, \"1\": \"0\"}, description: Shut it}");
  CHECK(mapped.instead_of == std::vector<std::pair<std::string, std::string>>{{"ajar", "shut"}, {"1", "0"}});
  CHECK(mapped.description == "Shut it");
  CHECK_FALSE(mapped.safe);
}

TEST_CASE("Windows line ends in a page mean the same", "[rules]") {
  std::string text;
  for (char c : kGood) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(problems_of(text).empty());
}

TEST_CASE("every fault of a page is named with its line", "[rules]") {
  struct Row { std::string page, expected; };
  const Row rows[] = {
      {replaced("severity:", "severty:"), ":5: unknown key 'severty'; did you mean 'severity'?"},
      {replaced("high", "huge"), ":5: severity is critical, high, medium, low or info"},
      {replaced("terraform aws", "teraform aws"), ":6: select starts with terraform, kubernetes, compose or dockerfile, not 'teraform'; did you mean 'terraform'?"},
      {replaced("node.open", "node.open ="), ":7: when: unexpected character '=' (character 11)"},
      {replaced("when: node.open", "when: |\n  true &&\n  node.zzzz()"), ":9: when: there is no function 'zzzz' (character 6)"},
      {replaced("{{ node.name }}", "{{ node.name"), ":9: message: '{{' without '}}'"},
      {replaced("title: A door is open.", "title: [a, b"), ":"},
      {replaced("select: terraform aws_door\n", ""), ": a page without code needs 'select' or 'checks'"},
      {replaced("---\nClose", "--\nClose"), ":1: front matter without a closing '---'"},
      {replaced("at: open", "at: open\nfix: {wiht: a}"), ":9: unknown key 'wiht'; did you mean 'with'?"},
      {replaced("at: open", "at: open\nfix: {safe: true}"), ":9: 'with' is missing"},
      {replaced("at: open", "at: open\nfix: {with: a, safe: maybe}"), ":9: safe is true or false"},
      {replaced("at: open", "at: open\nfix: {with: a, at: node.x =}"), ":9: fix.at: unexpected character '='"},
      {replaced("at: open", "at: open\nfix: shut"), ":9: 'fix' is not a mapping"},
      {"no front matter", ":1: a page starts with front matter between '---' lines"},
      {"", ":1: a page starts with front matter between '---' lines"},
  };
  for (const Row& row : rows) {
    auto problems = problems_of(row.page);
    INFO(row.expected);
    REQUIRE_FALSE(problems.empty());
    bool found = false;
    for (const auto& problem : problems) found |= problem.find(row.expected) != std::string::npos;
    CAPTURE(problems);
    CHECK(found);
  }
}

TEST_CASE("an id that two pages use is a problem", "[rules]") {
  std::vector<std::string> problems;
  std::vector<RulePageSource> pages{{"rules/a/open-door.md", kGood, nullptr}, {"rules/b/open-door.md", kGood, nullptr}};
  CHECK(RuleSet::load(pages, problems).rules().size() == 1);
  CHECK(problems.size() == 1);
}

TEST_CASE("rules are chosen by id and by requirement prefix", "[rules]") {
  std::vector<std::string> problems;
  std::string other = replaced("open-door", "other");
  std::string second = other;
  second.replace(second.find("[\"1.2\", \"5.3\"]"), 14, "[\"12.1\"]");
  std::vector<RulePageSource> pages{{"rules/a/open-door.md", kGood, nullptr}, {"rules/b/other.md", second, nullptr}};
  RuleSet set = RuleSet::load(pages, problems);
  auto count = [&](std::vector<std::string> select, std::vector<std::string> ignore) { return set.filtered(select, ignore).rules().size(); };
  CHECK(count({}, {}) == 2);
  CHECK(count({"1"}, {}) == 1);
  CHECK(count({"12", "1.2"}, {}) == 2);
  CHECK(count({"other"}, {}) == 1);
  CHECK(count({}, {"5.3"}) == 1);
  CHECK(count({"1"}, {"*"}) == 0);
}

TEST_CASE("fences become examples: named ones in a row share a workspace", "[rules]") {
  auto examples = parse_examples("# One\n```hcl\na = 1\n```\n```hcl file=a.tf\nx\n```\ntext\n```yaml file=b.yaml finding=2,3\ny\n```\n"
                                 "```hcl file=a.tf\nz\n```\n# Two\n```sh\nno example\n```\n````json\n```\n````\n", 10);
  REQUIRE(examples.size() == 4);
  CHECK(examples[0].files[0].first == "main.tf");
  CHECK(examples[0].page_line == 11);
  CHECK(examples[1].files.size() == 2);
  CHECK(examples[1].expected.size() == 2);
  CHECK(examples[2].files[0].second == "z\n");
  CHECK(examples[3].files[0].second == "```\n");
  CHECK(examples[3].title == "Two");
  auto fixed = parse_examples("```hcl\na = 1\n```\nFixed:\n```hcl fixed\na = 2\n```\n```hcl\nb\n```\n", 1);
  REQUIRE(fixed.size() == 2);
  CHECK(fixed[0].fixed == std::vector<std::pair<std::string, std::string>>{{"main.tf", "a = 2\n"}});
  CHECK(fixed[0].files[0].second == "a = 1\n");
}

TEST_CASE("select lines are checked", "[rules]") {
  auto problem_of = [](std::string_view text) { std::string problem; return parse_selector(text, problem) ? "ok" : problem; };
  CHECK(problem_of("terraform aws_*, data.aws_x.statement[*], provider.aws") == "ok");
  CHECK(problem_of("kubernetes container") == "ok");
  CHECK(problem_of("dockerfile final-stage") == "ok");
  CHECK(problem_of("dockerfile command apt-get, apk") == "ok");
  CHECK(problem_of("dockerfile instruction") == "'instruction' needs a name");
  CHECK(problem_of("dockerfile layer x").starts_with("dockerfile selects"));
  CHECK(problem_of("terraform") == "select names no type");
  CHECK(problem_of("").starts_with("select starts with"));
}
