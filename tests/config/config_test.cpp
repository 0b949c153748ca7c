#include "analyzer/config/config.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "analyzer/config/dates.h"
#include "analyzer/model/suggest.h"
#include "parsers/text/line_index.h"

using namespace bulkhead;

namespace {

constexpr FileId kFile{7};

/// "line:column message" of every diagnostic, one a line.
std::string problems(std::string_view text) {
  LineIndex lines(text);
  std::string all;
  for (const Diagnostic& diagnostic : parse_config(kFile, text).diagnostics) {
    CHECK(diagnostic.at.file == kFile);
    CHECK(diagnostic.severity == Diagnostic::Severity::error);
    auto place = lines.at(diagnostic.at.begin);
    all += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + diagnostic.message + "\n";
  }
  return all;
}

constexpr std::string_view kWhole = R"(environments:
  production: {tier: production, aliases: [prd], paths: ["live/prod/**"], accounts: ["111111111111"], namespaces: ["*-prod"],
               clusters: [prod-eu], workspaces: ["*-production"], labels: {environment: production}, hosts: ["*.shop.test"], cidrs: ["10.10.0.0/16"]}
  staging: {tier: non-production, aliases: [preproduction, uat]}
  tooling: {tier: shared, accounts: ["222222222222"]}
  demo:
shared: [monitoring]
promotion: [{from: staging, to: production}]
links:
  allow: [{from: staging, to: tooling, kinds: [network], ports: [443], reason: r, owner: o, expires: 2027-06-30}]
rules: {ignore: [waf-missing], severity: {image-too-old: low}, paths: {"old/**": {ignore: ["*"]}}}
profiles: {registries: ["registry.test/**"], base_images: [a], tls: {min: "1.3"}, images: {max_age_days: 30}, headers: [x]}
exceptions: [{rule: a, target: b, reason: c, owner: d, expires: 2027-01-01, ticket: e}]
approvals: [{access: a, source: b, reason: c, owner: d, expires: 2027-01-01}]
attestations: [{requirement: "6.6", scope: "**", statement: "Accounts are removed the same day.", owner: o, issued: 2026-11-01, expires: 2027-10-31, evidence: e}]
assurance_class: high
exclude: ["**/vendored/**"]
)";

}  // namespace

TEST_CASE("every key of bulkhead.yaml is read", "[config]") {
  auto parsed = parse_config(kFile, kWhole);
  CHECK(problems(kWhole).empty());
  const Config& config = parsed.tree;
  REQUIRE(config.environments.size() == 5);
  const EnvironmentConfig& production = config.environments[0];
  CHECK(production.name == "production");
  CHECK(production.tier == Tier::production);
  CHECK(production.accounts == std::vector<std::string>{"111111111111"});
  CHECK(production.labels.at("environment") == "production");
  CHECK(production.hosts.size() + production.cidrs.size() + production.clusters.size() +
            production.workspaces.size() + production.namespaces.size() + production.paths.size() ==
        6);
  CHECK(config.environments[3].tier == Tier::non_production);   // demo, by its name
  CHECK(config.environments[4].name == "monitoring");
  CHECK(config.environments[4].tier == Tier::shared);
  CHECK(config.promotion[0].kinds == std::vector<std::string>{"image"});
  CHECK(config.allowed_links[0].ports == std::vector<int>{443});
  CHECK(config.allowed_links[0].expires == "2027-06-30");
  CHECK(config.rules.severity.at("image-too-old") == Severity::low);
  CHECK(config.rules_by_path[0].second.ignore[0] == "*");
  CHECK(config.profiles.tls_min == "1.3");
  CHECK(config.profiles.image_max_age_days == 30);
  CHECK(config.exceptions[0].ticket == "e");
  CHECK(config.approvals[0].source == "b");
  CHECK(config.attestations[0].requirement == "6.6");
  CHECK(config.assurance_classes.at("*") == "high");
  CHECK(config.exclude.size() == 1);
}

TEST_CASE("errors of bulkhead.yaml name their place and what was meant", "[config]") {
  struct Case {
    std::string text, problems;
  };
  const Case cases[] = {
      {"", ""},
      {"# nothing\n", ""},
      {"enviroments: {}\n", "1:1 unknown key \"enviroments\"; did you mean \"environments\"?\n"},
      {"rules: {}\nenvironments:\n  production:\n    tier: production\n    acounts: []\n",
       "5:5 unknown key \"acounts\"; did you mean \"accounts\"?\n"},
      {"environments:\r\n  production:\r\n    tier: prod\r\n",
       "3:11 \"tier\" cannot be \"prod\"; did you mean \"production\"?\n"},
      {"\xEF\xBB\xBF" "exclud: []\n", "1:1 unknown key \"exclud\"; did you mean \"exclude\"?\n"},
      {"# \xC3\xA4\nexclud: []\n", "2:1 unknown key \"exclud\"; did you mean \"exclude\"?\n"},
      {"exclude: a\n", "1:10 \"exclude\" must be a list of texts\n"},
      {"exclude: [[a]]\n", "1:11 \"exclude\" must be a text\n"},
      {"- a\n", "1:1 \"bulkhead.yaml\" must be a map of keys\n"},
      {"environments: {blue: {}}\n",
       "1:16 environment \"blue\" needs a tier (production, non-production or shared): its name does not say one\n"},
      {"environments: {production: {}, production: {}}\n", "1:32 key \"production\" is given twice\n"},
      {"environments: {production: {cidrs: [10.0.0.0/33]}}\n", "1:37 \"10.0.0.0/33\" is no network; write a.b.c.d/n\n"},
      {"rules: {severity: {x: severe}}\n",
       "1:23 \"x\" cannot be \"severe\"; it is one of critical, high, medium, low, info\n"},
      {"links: {allow: [{from: production, to: dev, reason: a, owner: b, expires: 2027-02-30}]}\n",
       "1:75 \"expires\" must be a date, YYYY-MM-DD, and is \"2027-02-30\"\n"},
      {"links: {allow: [{from: production, to: dev, ports: [0], reason: a, owner: b, expires: 2027-02-03}]}\n",
       "1:53 \"ports\" must be a number from 1 to 65535 and has \"0\"\n"},
      {"links: {allow: [{from: productoin, to: dev, reason: a, owner: b, expires: 2027-02-03}]}\n"
       "environments: {production: {}}\n",
       "1:17 no environment is called \"productoin\"; did you mean \"production\"?\n"},
      {"exceptions: [{rule: a, target: b, owner: d, expires: 2027-01-01}]\n", "1:14 \"exceptions\" lacks the key \"reason\"\n"},
      {"exceptions: [{rule: a, target: b, reason: '', owner: d, expires: 2027-01-01}]\n",
       "1:43 \"reason\" must have at least 1 character\n"},
      {"attestations: [{requirement: '6.6', scope: '**', statement: short, owner: o, issued: 2026-01-01, expires: 2026-02-01}]\n",
       "1:61 \"statement\" must have at least 20 characters\n"},
      {"attestations: [{requirement: '6.6', scope: '**', statement: a statement long enough, owner: o, issued: 2026-01-01, expires: 2028-02-01}]\n",
       "1:16 the attestation for 6.6 is valid for more than 365 days\n"},
  };
  for (const Case& item : cases) {
    INFO(item.text);
    CHECK(problems(item.text) == item.problems);
  }
}

TEST_CASE("a bulkhead.yaml that is no YAML is one error", "[config]") {
  for (std::string text : {std::string("a: [b\n"), std::string("a: b: c\n"), std::string("\x01\x02\xff"),
                           std::string(100'000, '['), std::string("\t- a")}) {
    auto parsed = parse_config(kFile, text);
    REQUIRE_FALSE(parsed.diagnostics.empty());
    CHECK(parsed.diagnostics[0].at.begin <= text.size());
  }
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'm'; ++c)
    bomb += std::string(1, c) + ": &" + c + " [" + [&] {
      std::string items;
      for (int i = 0; i < 9; ++i) items += std::string(i ? "," : "") + "*" + static_cast<char>(c - 1);
      return items;
    }() + "]\n";
  CHECK_FALSE(parse_config(kFile, bomb + "exclude: *l\n").diagnostics.empty());
}

TEST_CASE("exceptions and approvals may not reach too far ahead", "[config]") {
  auto config = parse_config(kFile, R"(
exceptions: [{rule: a, target: b, reason: c, owner: d, expires: 2027-03-01}]
approvals: [{access: a, source: b, reason: c, owner: d, expires: 2027-03-01}]
)");
  REQUIRE(config.diagnostics.empty());
  auto early = check_expiry_limits(config.tree, "2026-11-24");
  REQUIRE(early.size() == 1);
  CHECK(early[0].message == "the exception for a may reach at most 90 days ahead and expires on 2027-03-01");
  CHECK(check_expiry_limits(config.tree, "2027-01-24").empty());
  CHECK(check_expiry_limits(config.tree, "2025-01-24").size() == 2);
}

TEST_CASE("dates and suggestions", "[config]") {
  CHECK(day_number("1970-01-02") == 1);
  CHECK(day_number("2024-02-29").has_value());
  for (const char* bad : {"2023-02-29", "2023-13-01", "2023-1-01", "20230101", "", "abcd-ef-gh", "2023-01-0x"})
    CHECK_FALSE(day_number(bad));
  constexpr std::string_view words[] = {"links", "rules", "profiles"};
  CHECK(nearest("rule", words) == "rules");
  CHECK(nearest("zebra-crossing", words).empty());
}

TEST_CASE("the schema of bulkhead.yaml is valid JSON and knows every key", "[config]") {
  auto schema = nlohmann::json::parse(config_schema());
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema["additionalProperties"] == false);
  for (const char* key : {"environments", "shared", "promotion", "links", "rules", "profiles", "exceptions",
                          "approvals", "attestations", "assurance_class", "exclude"})
    CHECK(schema["properties"].contains(key));
  CHECK(schema["properties"]["exceptions"]["items"]["required"].size() == 5);
  CHECK(schema["properties"]["environments"]["additionalProperties"]["properties"]["tier"]["enum"].size() == 3);
}
