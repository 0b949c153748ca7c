// Values decoded from long texts point at their own bytes.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/terraform/policy.h"
#include "tests/support/stack_fixture.h"

namespace {

using namespace bulkhead;

struct Case {
  std::string_view what, resource, path, file, written;
  unsigned line;
};

constexpr std::string_view kMain = R"(
locals {
  accounts = { dev = "111111111111" }
  key      = "arn:aws:kms:eu-west-2:111111111111:key/abc"
}
data "external" "accounts" {}
resource "aws_iam_policy" "heredoc" {
  policy = <<EOF
{
  "Statement": [
    { "Action": "s3:*", "Resource": "*" },
    { "Resource": "arn:aws:kms:eu-west-2:${data.external.accounts.ids["shop-preproduction"]}:key/one" },
    { "Resource": "arn:aws:kms:eu-west-2:${local.accounts.dev}:key/two" },
    { "Resource": "${local.key}" }
  ]
}
EOF
}
resource "aws_iam_policy" "plain" {
  policy = <<EOF
{"Statement": [
  {"Resource": "arn:aws:s3:::shop-dev"},
  {"Resource": "arn:aws:s3:::shop-dev"}
]}
EOF
}
resource "aws_iam_policy" "rendered" {
  policy = templatefile("${path.module}/policy.json", { stage = "dev" })
}
resource "aws_iam_policy" "read" {
  policy = file("${path.module}/plain.json")
}
)";

constexpr Case kCases[] = {
    {"after an unknown interpolation", "aws_iam_policy.heredoc", "Statement[1].Resource", "main.tf",
     R"(arn:aws:kms:eu-west-2:${data.external.accounts.ids["shop-preproduction"]}:key/one)", 12},
    {"around a known interpolation", "aws_iam_policy.heredoc", "Statement[2].Resource", "main.tf",
     "arn:aws:kms:eu-west-2:${local.accounts.dev}:key/two", 13},
    {"an interpolation alone is what it stands for", "aws_iam_policy.heredoc", "Statement[3].Resource", "main.tf",
     R"("arn:aws:kms:eu-west-2:111111111111:key/abc")", 4},
    {"the second of two equal texts", "aws_iam_policy.plain", "Statement[1].Resource", "main.tf", "arn:aws:s3:::shop-dev", 23},
    {"a template file", "aws_iam_policy.rendered", "Statement[1].Resource", "policy.json", "arn:aws:s3:::shop-${stage}-two", 3},
    {"a file", "aws_iam_policy.read", "Statement[1].Resource", "plain.json", "arn:aws:s3:::two", 3},
};

}  // namespace

TEST_CASE("parts of a long text are where they are written", "[stacks][places]") {
  auto stack = bulkhead::testing::evaluate({{"main.tf", std::string(kMain)},
                      {"policy.json", "{\"Statement\": [\n  {\"Resource\": \"arn:aws:s3:::shop-${stage}-one\"},\n"
                                      "  {\"Resource\": \"arn:aws:s3:::shop-${stage}-two\"}]}\n"},
                      {"plain.json", "{\"Statement\": [\n  {\"Resource\": \"arn:aws:s3:::one\"},\n  {\"Resource\": \"arn:aws:s3:::two\"}]}\n"}});
  for (const Case& c : kCases) {
    INFO(c.what);
    Arena arena;
    Value policy = terraform::policy_of(stack.attribute(c.resource, "policy"), arena);
    SourceSpan at = decisive_span(policy.path(c.path).origin());
    REQUIRE(at.valid());
    CHECK(stack.workspace.file(at.file).path == c.file);
    CHECK(stack.workspace.text(at.file).substr(at.begin, at.end - at.begin) == c.written);
    CHECK(stack.workspace.lines(at.file).at(at.begin).line == c.line);
  }
}
