#include "analyzer/environments/inference.h"

#include <catch2/catch_test_macros.hpp>

#include "analyzer/model/glob.h"

using namespace bulkhead;
using Signal = EnvironmentReason::Signal;

namespace {

const Vocabulary kVocabulary;
const Config kConfig;

Classification signal(Signal level, std::string name, Tier tier = Tier::non_production) {
  return {{std::move(name), tier}, {level, "because", {}}};
}

}  // namespace

TEST_CASE("paths give the environment of their folders and files", "[environments]") {
  struct Case {
    std::string path, environment;
    Signal signal = Signal::path;
  };
  const Case cases[] = {
      {"live/prod/main.tf", "production"},
      {"non-prod/us-east-1/qa/mysql/terragrunt.hcl", "qa"},
      {"prod/us-east-1/prod/mysql/", "production"},
      {"apps/staging/podinfo-values.yaml", "staging"},
      {"variables/production/common.tfvars", "production"},
      {"vars/prod.tfvars", "production"},
      {"terraform.prod.tfvars", "production"},
      {"prod.auto.tfvars", "production"},
      {"eu-west-1-prod.tfvars", "production"},
      {"demo.tfvars", "demo"},
      {"prod.tfbackend", "production"},
      {"common.tfvars", "", Signal::none},
      {"network.tfvars", "", Signal::none},
      {"chart/values-uat.yaml", "uat"},
      {"chart/values.uat.yaml", "uat"},
      {"chart/uat-values.yaml", "uat"},
      {"chart/values-demo.yaml", "demo"},
      {"chart/values.yaml", "", Signal::none},
      {"deploy/app.prod.yaml", "production"},
      {"deploy/prod.yaml", "production"},
      {"x/locals_production.tf", "production"},
      {"x/locals_preproduction.tf", "preproduction"},
      {"x/main_preproduction.tf", "preproduction"},
      {"x/client-notification-test.tf", "", Signal::none},
      {"x/tariff_ec2_app_clone_uat.tf", "", Signal::none},
      {"compose.test.yaml", "test"},
      {"docker-compose.prod.yml", "production"},
      {"docker-compose.yml", "", Signal::none},
      {".env.staging", "staging"},
      {"clusters/production/infrastructure.yaml", "production"},
      {"namespaces/live/billing-dev/main.tf", "development", Signal::name},
      {"module/test/main.tf", "", Signal::none},
      {"chart/templates/tests/a.yaml", "", Signal::none},
      {"environments/test/main.tf", "test"},
      {"infrastructure-live/main.tf", "", Signal::none},
      {"infrastructure/live/main.tf", "", Signal::none},
      {"src/productcatalogservice/Dockerfile", "", Signal::none},
      {"dbt/models/staging/a.yaml", "", Signal::none},
      {"", "", Signal::none},
      {"/", "", Signal::none},
  };
  for (const Case& item : cases) {
    INFO(item.path);
    auto found = classify_path(item.path, kVocabulary, kConfig);
    CHECK(found.environment.name == item.environment);
    CHECK(found.reason.signal == item.signal);
    CHECK(found.reason.text.empty() == item.environment.empty());
  }
}

TEST_CASE("labels and tags that declare an environment", "[environments]") {
  for (const char* key : {"environment", "env", "Environment", "app.kubernetes.io/environment", "environment-name",
                          "cloud-platform.justice.gov.uk/is-production", "team_env", "EnvironmentName", "stage",
                          "deployment-environment", "govuk_environment", "is_production"})
    CHECK(declares_environment(key));
  for (const char* key : {"tier", "NODE_ENV", "RAILS_ENV", "spring.profiles.active", "environments", "name",
                          "stage_name", "non_env_key", "the environment name of all"}) {
    INFO(key);
    CHECK_FALSE(declares_environment(key));
  }
  const Declaration labels[] = {{"tier", "prod", {}}, {"is-production", "false", {}}, {"environment-name", "preprod", {}}};
  auto found = classify_labels(labels, kVocabulary, kConfig);
  CHECK(found.environment.name == "preproduction");
  CHECK(found.reason.signal == Signal::declaration);
  CHECK(found.reason.text == "label or tag `environment-name: preprod`");
  const Declaration flag[] = {{"is_production", "false", {}}};
  CHECK(classify_labels(flag, kVocabulary, kConfig).environment.tier == Tier::non_production);
  const Declaration unknown[] = {{"environment", "${var.dev_environment}", {}}};
  CHECK_FALSE(classify_labels(unknown, kVocabulary, kConfig).environment.known());
}

TEST_CASE("declarations that disagree are conflicts", "[environments]") {
  const Declaration labels[] = {{"is-production", "true", {}}, {"environment", "dev", {}}, {"environment-name", "development", {}}};
  auto all = classify_declarations(labels, kVocabulary, kConfig);
  CHECK(all.size() == 3);
  CHECK(conflicts(all).size() == 2);
  CHECK(strongest(all).environment.name == "development");   // the majority
}

TEST_CASE("the strongest signal wins", "[environments]") {
  const Classification signals[] = {signal(Signal::name, "dev"), {}, signal(Signal::path, "test"),
                                    signal(Signal::variable, "uat")};
  CHECK(strongest(signals).environment.name == "uat");
  CHECK(conflicts(signals).empty());
  const Classification equals[] = {signal(Signal::declaration, "dev"), signal(Signal::declaration, "production", Tier::production),
                                   signal(Signal::name, "production", Tier::production)};
  CHECK(strongest(equals).environment.name == "production");
  REQUIRE(conflicts(equals).size() == 1);
  CHECK_FALSE(strongest({}).environment.known());
}

TEST_CASE("namespaces, workspaces, hosts and accounts", "[environments]") {
  CHECK(classify_namespace("orders-prod", kVocabulary, kConfig).reason.signal == Signal::name);
  CHECK_FALSE(classify_namespace("orders-training", kVocabulary, kConfig).environment.known());
  const std::string_view siblings[] = {"orders-dev", "billing-prod"};
  CHECK(classify_namespace("orders-training", kVocabulary, kConfig, {}, siblings).environment.name == "training");
  CHECK_FALSE(classify_namespace("shop-training", kVocabulary, kConfig, {}, siblings).environment.known());
  CHECK_FALSE(classify_namespace("kube-system", kVocabulary, kConfig).environment.known());
  CHECK(classify_workspace("nomis-preproduction", kVocabulary, kConfig).environment.name == "preproduction");
  CHECK(classify_workspace("live", kVocabulary, kConfig).environment.name == "production");
  CHECK_FALSE(classify_workspace("default", kVocabulary, kConfig).environment.known());
  CHECK(classify_host("orders.uat.shop.test", kVocabulary, kConfig).environment.name == "uat");
  CHECK(classify_account("shop-prod", kVocabulary, kConfig).reason.signal == Signal::account);
  CHECK_FALSE(classify_account("111111111111", kVocabulary, kConfig).environment.known());
  CHECK(classify_variable({"environment", "staging", {}}, kVocabulary).reason.signal == Signal::variable);
  CHECK_FALSE(classify_variable({"name", "staging", {}}, kVocabulary).environment.known());
}

TEST_CASE("bulkhead.yaml comes first", "[environments]") {
  auto parsed = parse_config(FileId{0}, R"(
environments:
  production: {paths: ["live/blue/**"], namespaces: ["shop-*"], accounts: ["111111111111"], hosts: ["*.shop.test"], labels: {colour: blue}}
  staging: {namespaces: ["shop-green-*"], workspaces: ["green"]}
)");
  REQUIRE(parsed.diagnostics.empty());
  const Config& config = parsed.tree;
  const Vocabulary vocabulary(config);
  CHECK(classify_path("live/blue/dev/main.tf", vocabulary, config).environment.name == "production");
  CHECK(classify_path("live/blue/", vocabulary, config).reason.signal == Signal::configuration);
  CHECK(classify_namespace("shop-dev", vocabulary, config).environment.name == "production");
  CHECK(classify_namespace("shop-green-dev", vocabulary, config).environment.name == "staging");
  CHECK(classify_account("111111111111", vocabulary, config).environment.name == "production");
  CHECK(classify_host("a.b.shop.test", vocabulary, config).environment.name == "production");
  CHECK(classify_workspace("green", vocabulary, config).environment.name == "staging");
  const Declaration labels[] = {{"colour", "blue", {}}, {"environment", "dev", {}}};
  CHECK(classify_labels(labels, vocabulary, config).environment.name == "production");
}

TEST_CASE("globs", "[environments]") {
  for (auto [pattern, text] : {std::pair{"**/prod/**", "prod/a"}, {"**/prod/**", "x/y/prod/a/b"}, {"live/*/main.tf", "live/a/main.tf"},
                               {"*", ""}, {"**", "a/b"}, {"a?c", "abc"}, {"*-prod", "x-prod"}})
    CHECK(matches_glob(pattern, text));
  for (auto [pattern, text] : {std::pair{"live/*", "live/a/b"}, {"*-prod", "x-prod-y"}, {"a?c", "a/c"}, {"", "a"}})
    CHECK_FALSE(matches_glob(pattern, text));
  std::string stars;
  for (int i = 0; i < 1000; ++i) stars += "*a";
  CHECK_FALSE(matches_glob(stars, std::string(3000, 'b')));
}
