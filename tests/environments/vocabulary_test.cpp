#include "analyzer/environments/vocabulary.h"

#include "analyzer/environments/inference.h"

#include <catch2/catch_test_macros.hpp>

using namespace bulkhead;

namespace {

struct NameCase {
  std::string text;
  std::string environment;   // empty: none
};

std::string name_of(const Vocabulary& vocabulary, std::string_view text) {
  auto match = vocabulary.name(text);
  return match ? match->environment.name : std::string();
}

std::string words_in(const Vocabulary& vocabulary, std::string_view text) {
  std::string all;
  for (const TokenMatch& match : vocabulary.tokens(text))
    all += (all.empty() ? "" : " ") + match.environment.name;
  return all;
}

}  // namespace

TEST_CASE("names give the environment of their token", "[environments]") {
  const Vocabulary vocabulary;
  const NameCase cases[] = {
      {"billing-api-preprod", "preproduction"},
      {"billing-api-pre-prod", "preproduction"},
      {"billingApiPreProd", "preproduction"},
      {"billing_non_prod", "nonproduction"},
      {"nonProd", "nonproduction"},
      {"billing-dev", "development"},
      {"billing-dev01", "development"},
      {"billing-test2", "test"},
      {"stg-orders-example", "staging"},
      {"ORDERS_PROD", "production"},
      {"OrdersPRD", "production"},
      {"orders-uat", "uat"},
      {"orders-sit", "sit"},
      {"orders-qa", "qa"},
      {"orders-sandbox", "sandbox"},
      {"orders-perf", "performance"},
      {"orders-dev-uat", "uat"},
      {"integration-hub-production", "production"},
      {"core-network-services-production", "production"},
      {"emds-preprod-land-bucket", "preproduction"},
      {"/dev/db/password", "development"},
      {"arn:aws:iam::111111111111:role/orders-prod", "production"},
      // Two tiers in one name, or a weak word alone, decide nothing.
      {"live-dev", ""},
      {"test-production", ""},
      {"orders-training", ""},
      {"orders-live", ""},
      {"orders-integration", ""},
      {"orders-core", ""},
      {"orders", ""},
      {"", ""},
      {"p", ""},
      {"app-s", ""},
  };
  for (const NameCase& item : cases) {
    INFO(item.text);
    CHECK(name_of(vocabulary, item.text) == item.environment);
  }
}

TEST_CASE("words that only look like an environment give none", "[environments]") {
  const Vocabulary vocabulary;
  const char* traps[] = {
      "product", "products", "productcatalogservice", "producer", "producer_namespace", "tacticalproducts",
      "reproduce", "reproduction", "letsencrypt-prod", "letsencrypt-production", "letsencrypt-staging",
      "lets-encrypt-prod", "https://acme-staging-v02.api.letsencrypt.org/directory",
      "spring_profiles_active=prod", "NODE_ENV=production", "-Dspring.profiles.active=prod",
      "RAILS_ENV=production", "infrastructure-live", "livenessProbe", "delivery", "deliver", "is_live",
      "keepalive", "alive", "liverpool", "/dev/sda1", "/dev/sda", "/dev/xvdf", "/dev/nvme0n1", "/dev/null",
      "/dev/shm", "of=/dev/sdb", "> /dev/null", "/dev/mapper/vg0-root", "/dev/tty", "/dev/sd${each.key}", "/dev/dm-0", "device",
      "device_name", "root_block_device", "ebs_block_device", "devs", "developer", "developers",
      "developer-portal", "dev-portal", "redevelopment", "devops", "DevOps", "dev-ops", "devpts",
      "unhealthyPodEvictionPolicy", "us-docker.pkg.dev/google-samples/x", "https://web.dev/x",
      "kustomize.toolkit.fluxcd.dev/name", "latest", "unittest", "unit-test", "testsuite", "test-suite",
      "conftest", "contest", "attest", "pacttester", "pact-test", "smoketest", "smoke-test", "load-test",
      "testing-library", "fastest", "stage_name", "stageName", "aws_api_gateway_stage", "stages",
      "updateSecretVersionStage", "aws_s3_staging", "staging_replication",
      "staging_table", "integration_key", "integration-hub", "pagerduty-integration", "point", "interval",
      "print", "frontend", "backend", "svc.cluster.local", "app.svc.cluster.local", "local.account_id",
      "${local.name}", "corp.local", "is_production", "is-prod", "isProduction", "load-balancer",
      "loadBalancer", "performance_insights_enabled", "demography", "address", "datasets", "protocol",
      "environment", "environments", "tier", "environment_variables", "sitemap", "situation", "quality",
      "sandboxie", "stagecoach", "prodigy", "live_data",
      "Sends the alarms of the production cluster to the channel of the team",
  };
  for (const char* text : traps) {
    INFO(text);
    CHECK_FALSE(vocabulary.name(text).has_value());
  }
}

TEST_CASE("a trap hides its own word only", "[environments]") {
  const Vocabulary vocabulary;
  CHECK(words_in(vocabulary, "letsencrypt-prod") == "");
  CHECK(name_of(vocabulary, "https://api-dev.example.com/oauth2/dev/null") == "development");
  CHECK(name_of(vocabulary, "db.orders-dev.svc.cluster.local") == "development");
  CHECK(name_of(vocabulary, "smoke-test-prod") == "production");
  CHECK(name_of(vocabulary, "us-docker.pkg.dev/orders-staging/app") == "staging");
  CHECK(name_of(vocabulary, "https://rds.dev.orders.example.com") == "development");
  CHECK(name_of(vocabulary, "https://orders.dev/") == "");
}

TEST_CASE("ranges point at the token in the text searched", "[environments]") {
  const Vocabulary vocabulary;
  const std::string text = "arn:aws:s3:::ordersPre-Prod-data";
  auto match = vocabulary.name(text);
  REQUIRE(match);
  CHECK(text.substr(match->begin, match->end - match->begin) == "Pre-Prod");
  CHECK_FALSE(match->last);
  auto weak = vocabulary.tokens("orders-training");
  REQUIRE(weak.size() == 1);
  CHECK_FALSE(weak[0].strong);
  CHECK(weak[0].last);
}

TEST_CASE("single words, typed places", "[environments]") {
  const Vocabulary vocabulary;
  const NameCase cases[] = {
      {"prod", "production"},   {"PreProd", "preproduction"}, {"pre_prod", "preproduction"},
      {"live", "production"},   {"demo", "demo"},             {"int", "integration"},
      {"dr", "dr"},             {"failover", "dr"},           {"disaster-recovery", "dr"},
      {"dev2", "development"},  {"non-live", "nonproduction"}, {"prod-eu", ""},
      {"producer", ""},         {"", ""},                     {"localhost", "local"},
  };
  for (const NameCase& item : cases) {
    INFO(item.text);
    auto word = vocabulary.word(item.text);
    CHECK((word ? word->name : "") == item.environment);
  }
  CHECK(vocabulary.word("dr")->tier == Tier::production);
  CHECK(vocabulary.word("hub")->tier == Tier::shared);
  CHECK_FALSE(vocabulary.strong_word("demo"));
  CHECK(vocabulary.strong_word("uat"));
}

TEST_CASE("maps keyed by environment", "[environments]") {
  const Vocabulary vocabulary;
  CHECK(vocabulary.environment_keyed({"development", "production"}));
  CHECK(vocabulary.environment_keyed({"default", "dev", "live"}));
  CHECK_FALSE(vocabulary.environment_keyed({"development"}));
  CHECK_FALSE(vocabulary.environment_keyed({"dev", "development"}));
  CHECK_FALSE(vocabulary.environment_keyed({"network", "security", "tools"}));
  CHECK_FALSE(vocabulary.environment_keyed({"demo", "load", "int"}));
  CHECK_FALSE(vocabulary.environment_keyed({"name", "test"}));
}

TEST_CASE("siblings have the same stem", "[environments]") {
  const Vocabulary vocabulary;
  CHECK(vocabulary.stem("Orders-Prod-data") == "orders-*-data");
  CHECK(vocabulary.stem("orders-pre-prod-data") == vocabulary.stem("orders-dev-data"));
  CHECK(vocabulary.stem("orders-data").empty());
  CHECK(vocabulary.stem("letsencrypt-prod").empty());
}

TEST_CASE("bulkhead.yaml adds names and takes over words", "[environments]") {
  Config config;
  config.environments.push_back({.name = "production", .tier = Tier::production, .aliases = {"eu-live", "blue"}});
  config.environments.push_back(
      {.name = "staging", .tier = Tier::non_production, .aliases = {"preproduction", "uat"}});
  const Vocabulary vocabulary(config);
  CHECK(name_of(vocabulary, "orders-eu-live") == "production");
  CHECK(name_of(vocabulary, "orders-blue") == "production");
  CHECK(name_of(vocabulary, "orders-pre-prod") == "staging");
  CHECK(name_of(vocabulary, "orders-uat") == "staging");
  CHECK(name_of(vocabulary, "orders-dev") == "development");
  CHECK(vocabulary.environment("staging").tier == Tier::non_production);
  CHECK(vocabulary.environment("green").tier == Tier::unknown);
}

TEST_CASE("a configured name keeps its own words against a sibling of the same meaning", "[environments]") {
  Config config;
  config.environments.push_back({.name = "stage", .tier = Tier::non_production});
  config.environments.push_back({.name = "staging", .tier = Tier::non_production});
  const Vocabulary vocabulary(config);
  CHECK(name_of(vocabulary, "orders-stage") == "stage");
  CHECK(name_of(vocabulary, "orders-staging") == "staging");
}

TEST_CASE("configured names that differ in the digits they end in", "[environments]") {
  Config config;
  for (int i = 0; i <= 10; ++i) config.environments.push_back({.name = "site" + std::to_string(i), .tier = i == 0 ? Tier::production : Tier::non_production});
  config.environments.push_back({.name = "prod1", .tier = Tier::production});
  config.environments.push_back({.name = "prod2", .tier = Tier::production, .aliases = {"live2"}});
  config.environments.push_back({.name = "dev1", .tier = Tier::non_production});
  const Vocabulary vocabulary(config);
  struct Case { const char* text; const char* name; };
  const Case cases[] = {
      {"site0", "site0"}, {"orders-site1", "site1"}, {"orders-site10-db", "site10"}, {"Site3", "site3"}, {"ordersSite4", "site4"}, {"site", ""}, {"orders-site11", ""},
      {"orders-prod1", "prod1"}, {"orders-prod2", "prod2"}, {"orders-live2", "prod2"},
      {"orders-prod", "production"}, {"orders-prod3", "production"},   // neither of the two
      {"orders-dev1", "dev1"}, {"orders-dev", "dev1"}, {"orders-dev7", "dev1"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(name_of(vocabulary, c.text) == c.name);
  }
  CHECK(vocabulary.word("SITE10")->name == "site10");
  CHECK(vocabulary.environment("site0").tier == Tier::production);
  CHECK(vocabulary.environment_keyed({"site1", "site2"}));
  CHECK(classify_path("live/site7/app/", vocabulary, config).environment.name == "site7");
}

TEST_CASE("documentation and tests by path", "[environments]") {
  for (const char* path : {"modules/vpc/examples/main.tf", "chart/ci/a-values.yaml", "test/main.tf", "docs/a.yaml",
                           "module/tests/unit/a.tf", "live/terraform.prod.tfvars.example", "module/test/main.tf"})
    CHECK(is_example_path(path));
  for (const char* path : {"environments/test/main.tf", "variables/test/common.tfvars", "live/prod/main.tf",
                           "non-prod/us-east-1/test/db/main.tf", "contest/main.tf", "src/test.tf", "main.tf", ""})
    CHECK_FALSE(is_example_path(path));
}

TEST_CASE("hostile text is bounded", "[environments]") {
  const Vocabulary vocabulary;
  CHECK(vocabulary.tokens(std::string(1u << 20, '-')).empty());
  CHECK(vocabulary.tokens(std::string(1u << 20, 'a')).empty());
  CHECK(vocabulary.tokens("\xff\xfe-prod\x80").size() == 1);
}
