// Links between environments that start at one place: one finding that names every end.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/pipeline/analyze.h"
#include "analyzer/rules/rule_set.h"

using namespace bulkhead;

namespace {

std::vector<Finding> findings_of(std::vector<std::pair<std::string, std::string>> files, const std::string& rule) {
  std::vector<std::string> problems;
  RuleSet rules = RuleSet::load(builtin_rule_pages(), problems);
  AnalyzeOptions options;
  options.jobs = 1;
  options.today = "2026-11-24";
  std::vector<Finding> out;
  for (Finding& finding : analyze(Workspace::from_memory(std::move(files)), Config{}, rules, options).findings)
    if (finding.rule == rule) out.push_back(std::move(finding));
  return out;
}

std::string bucket(const std::string& name) { return "terraform {\n  backend \"s3\" {}\n}\nresource \"aws_s3_bucket\" \"data\" {\n  bucket = \"" + name + "\"\n}\n"; }

}  // namespace

TEST_CASE("links from one place to several environments are one finding", "[rules][crossing]") {
  auto found = findings_of({{"live/prod/data/main.tf", bucket("orders-a")},
                            {"live/uat/data/main.tf", bucket("orders-b")},
                            {"live/test/data/main.tf", bucket("orders-c")},
                            {"live/dev/app/main.tf", "terraform {\n  backend \"s3\" {}\n}\nresource \"aws_lambda_function\" \"reader\" {\n  for_each = toset([\"a\", \"b\", \"c\"])\n  environment {\n"
                                                     "    variables = { SOURCE_BUCKET = \"s3://orders-${each.key}\" }\n  }\n}\n"}},
                           "cross-environment-endpoint-reference");
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.find("of production") != std::string::npos);
  CHECK(found[0].message.ends_with("; also of test and uat"));
  std::set<std::string> ends;
  for (const Note& note : found[0].related) ends.insert(note.environment);
  CHECK(ends == std::set<std::string>{"production", "test", "uat"});
  CHECK(found[0].severity == Severity::high);   // production's, the strongest
}

TEST_CASE("links from two places stay two findings", "[rules][crossing]") {
  auto found = findings_of({{"live/prod/data/main.tf", bucket("orders-a")},
                            {"live/uat/data/main.tf", bucket("orders-b")},
                            {"live/dev/app/main.tf", "terraform {\n  backend \"s3\" {}\n}\nresource \"aws_lambda_function\" \"reader\" {\n  environment {\n"
                                                     "    variables = {\n      A_BUCKET = \"s3://orders-a\"\n      B_BUCKET = \"s3://orders-b\"\n    }\n  }\n}\n"}},
                           "cross-environment-endpoint-reference");
  CHECK(found.size() == 2);
}
