// Findings of one cause become one.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/pipeline/merge.h"

using namespace bulkhead;

namespace {

Finding at(std::uint32_t begin, std::string message, std::string environment, std::string resource = "aws_security_group.web") {
  Finding finding;
  finding.rule = "open-to-any-address";
  finding.at = {static_cast<FileId>(0), begin, begin + 4};
  finding.message = std::move(message);
  finding.environments = {std::move(environment)};
  finding.identity = resource + "#" + finding.message;
  finding.resource = std::move(resource);
  return finding;
}

std::vector<std::string> messages(std::vector<Finding> findings) {
  std::vector<std::string> out;
  for (const Finding& finding : merge_findings(std::move(findings))) {
    std::string line = finding.message + " in";
    for (const std::string& name : finding.environments) line += " " + name;
    out.push_back(line);
  }
  return out;
}

}  // namespace

TEST_CASE("several ports, resources and environments of one literal are one finding", "[merge]") {
  using Lines = std::vector<std::string>;
  CHECK(messages({at(1, "web admits any to port 22", "dev"), at(1, "web admits any to port 23", "dev"), at(1, "web admits any to port 22", "prod")}) ==
        Lines{"web admits any to port 22, 23 in dev prod"});
  CHECK(messages({at(1, "one uses the administrator name admin", "dev", "a.one"), at(1, "two uses the administrator name admin", "uat", "a.two")}) ==
        Lines{"one, two uses the administrator name admin in dev uat"});
  std::vector<Finding> many;
  for (int port = 10; port < 22; ++port) many.push_back(at(1, "web admits any to port " + std::to_string(port), "dev"));
  CHECK(messages(std::move(many)) == Lines{"web admits any to port 10, 11, 12, 13, 14, 15, 16, 17 and 4 more in dev"});
}

TEST_CASE("two causes stay two findings", "[merge]") {
  using Lines = std::vector<std::string>;
  CHECK(messages({at(1, "web admits any to port 22", "dev"), at(9, "web admits any to port 23", "dev")}).size() == 2);
  CHECK(messages({at(1, "domain x accepts plain HTTP", "dev"), at(1, "domain x does not encrypt between nodes", "dev")}).size() == 2);
  Finding link = at(1, "dev reads secret a", "dev"), other = at(1, "dev reads secret b", "dev");
  link.of_fact = other.of_fact = true;
  CHECK(messages({link, other}) == Lines{"dev reads secret a in dev", "dev reads secret b in dev"});
}

TEST_CASE("a fix of a place that several share is safe where it is safe for all, and none where they differ", "[merge]") {
  auto with_fix = [](std::string environment, std::string with, bool safe) {
    Finding finding = at(1, "web is open", std::move(environment));
    if (!with.empty()) finding.fix = Fix{"Close it", safe, {{finding.at, std::move(with)}}};
    return finding;
  };
  auto merged = [](std::vector<Finding> findings) {
    auto out = merge_findings(std::move(findings));
    REQUIRE(out.size() == 1);
    return out[0].fix;
  };
  CHECK(merged({with_fix("dev", "false", true), with_fix("prod", "false", true)})->safe);
  CHECK_FALSE(merged({with_fix("dev", "false", true), with_fix("prod", "false", false)})->safe);
  CHECK_FALSE(merged({with_fix("dev", "", true), with_fix("prod", "false", true)})->safe);
  CHECK_FALSE(merged({with_fix("dev", "false", true), with_fix("prod", "", true)})->safe);
  CHECK_FALSE(merged({with_fix("dev", "false", true), with_fix("prod", "no", true)}));
}
