#include "analyzer/estate/estate.h"

#include <catch2/catch_test_macros.hpp>

#include "analyzer/estate/resolve.h"

using namespace bulkhead;

namespace {

const Vocabulary kVocabulary;
const Config kConfig;

/// One fact a line, at a place of its own.
class Facts {
 public:
  Facts() = default;
  Facts(const Facts& other) : list_(std::make_shared<std::vector<Fact>>(*other.list_)) {}
  Facts& add(FactKind kind, IdentifierKind identifier_kind, std::string identifier, std::string_view environment,
             std::map<std::string, std::string, std::less<>> details = {}) {
    Fact fact;
    fact.kind = kind;
    fact.identifier_kind = identifier_kind;
    fact.identifier = std::move(identifier);
    fact.environment = kVocabulary.environment(environment);
    fact.unit = "unit@" + std::string(environment);
    auto at = static_cast<std::uint32_t>(list_->size() * 10);
    fact.at = {FileId{0}, at, at + 5};
    fact.details = std::move(details);
    list_->push_back(std::move(fact));
    return *this;
  }
  const std::vector<Fact>& list() const { return *list_; }
  Estate estate(const Config& config = kConfig) const {
    FactSet facts;
    facts.add(list_);
    return Estate(facts, kVocabulary, config);
  }

 private:
  std::shared_ptr<std::vector<Fact>> list_ = std::make_shared<std::vector<Fact>>();
};

std::string text(const std::vector<Link>& links) {
  std::string all;
  for (const Link& link : links) {
    const char* evidence[] = {"owned", "same stem", "token"};
    all += link.from->environment.name + " -> " + link.target.name + " " + link.from->identifier + " " +
           evidence[static_cast<int>(link.evidence)] + (link.possible ? " possible" : "") + "\n";
  }
  return all;
}

using enum FactKind;
using enum IdentifierKind;

}  // namespace

TEST_CASE("an identifier owned by another environment is a link", "[estate]") {
  Facts facts;
  facts.add(owns, bucket, "orders-data", "production").add(refers, bucket, "orders-data", "dev").add(refers, bucket, "orders-data", "prod");
  CHECK(text(facts.estate().links(refers)) == "development -> production orders-data owned\n");
  auto links = facts.estate().links(refers);
  CHECK(links[0].to == &facts.list()[0]);
}

TEST_CASE("what an environment owns itself is no link, whoever else owns it", "[estate]") {
  Facts facts;
  facts.add(owns, cidr, "10.0.0.0/16", "production").add(owns, cidr, "10.0.0.0/16", "dev").add(admits, cidr, "10.0.1.0/24", "dev");
  CHECK(facts.estate().links(admits).empty());
}

TEST_CASE("address ranges find the network that holds them", "[estate]") {
  Facts facts;
  facts.add(owns, cidr, "10.10.0.0/16", "production").add(owns, cidr, "10.20.0.0/16", "dev").add(owns, cidr, "10.10.64.0/18", "uat");
  struct Case {
    std::string cidr, links;
  };
  for (const Case& item : {Case{"10.10.1.0/24", "development -> production 10.10.1.0/24 same stem\n"},   // uat has a part of it
                           {"10.10.1.7/32", "development -> production 10.10.1.7/32 same stem\n"},
                           {"10.10.65.0/24", "development -> uat 10.10.65.0/24 owned\n"},
                           {"10.20.1.0/24", ""},
                           {"10.30.0.0/16", ""},
                           {"10.0.0.0/8", ""},
                           {"0.0.0.0/0", ""},
                           {"10.10.0.0/15", "development -> production 10.10.0.0/15 owned possible\n"},
                           {"fd00::/64", ""},
                           {"nonsense", ""}}) {
    Facts all = facts;
    all.add(admits, cidr, item.cidr, "dev");
    INFO(item.cidr);
    CHECK(text(all.estate().links(admits)) == item.links);
  }
}

TEST_CASE("names say the environment where nobody owns them", "[estate]") {
  Facts facts;
  facts.add(refers, hostname, "db.orders-prod.shop.example", "dev")
      .add(refers, bucket, "prod-orders-backup*", "preprod")
      .add(refers, bucket, "preprod-orders-backup*", "preprod")
      .add(refers, hostname, "login.uat.shop.example", "preprod")       // a synonym of its own stage
      .add(refers, hostname, "x.nonprod.shop.example", "dev")           // its own side
      .add(refers, hostname, "productcatalogservice", "dev")
      .add(refers, account, "core-network-services-production", "dev")  // serves all
      .add(refers, cidr, "10.200.0.0/20", "production", {{"peer_environment", "nonprod"}})
      .add(refers, arn, "arn:aws:iam::${local.ids[\"orders-production\"]}:role/x", "dev");
  CHECK(text(facts.estate().links(refers)) ==
        "development -> production db.orders-prod.shop.example token\n"
        "preproduction -> production prod-orders-backup* same stem\n"
        "production -> nonproduction 10.200.0.0/20 token\n"
        "development -> production arn:aws:iam::${local.ids[\"orders-production\"]}:role/x token\n");
}

TEST_CASE("production hosts are unmarked siblings", "[estate]") {
  Facts facts;
  facts.add(refers, hostname, "orders-dev.shop.example", "dev")
      .add(refers, hostname, "orders.shop.example", "dev")
      .add(refers, hostname, "vendor.example", "dev");
  CHECK(text(facts.estate().links(refers)) == "development -> production orders.shop.example same stem\n");
}

TEST_CASE("a zone is its owner's, a marked name below it is not", "[estate]") {
  Facts facts;
  facts.add(owns, hostname, "shop.example", "production", {{"zone", "1"}})
      .add(refers, hostname, "api.shop.example", "dev")
      .add(refers, hostname, "api.dev.shop.example", "dev")
      .add(refers, hostname, "other.example", "dev");
  CHECK(text(facts.estate().links(refers)) == "development -> production api.shop.example token\n");
}

TEST_CASE("an account of one stage that many roots of many environments use serves all", "[estate]") {
  const std::string hub = "${local.ids[\"delivery-production\"]}", application = "${local.ids[\"orders-production\"]}";
  Facts facts;
  facts.add(refers, account, "${local.ids[\"orders-development\"]}", "dev");
  std::vector<Fact> list = facts.list();
  for (std::string_view environment : {"dev", "test", "production"})
    for (std::string_view root : {"a", "b", "c"})
      for (const std::string& name : {hub, application}) {
        Facts one;
        one.add(refers, account, name, environment);
        list.push_back(one.list()[0]);
        list.back().unit = std::string(root) + "@" + std::string(environment);
        list.back().at.begin += static_cast<std::uint32_t>(list.size() * 10);
      }
  Estate estate(list, kVocabulary, kConfig);
  for (const Link& link : estate.links(refers)) CHECK(link.from->identifier == application);
  CHECK(estate.links(refers).size() == 6);
}

TEST_CASE("a network with another environment's network inside is evidence by name only", "[estate]") {
  Facts facts;
  facts.add(owns, cidr, "10.200.0.0/16", "dev")
      .add(owns, cidr, "10.200.192.0/18", "production")
      .add(admits, cidr, "10.200.16.0/20", "production")
      .add(admits, cidr, "10.200.0.0/16", "production")
      .add(admits, cidr, "10.200.32.0/20", "production", {{"peer_environment", "nonprod"}});
  CHECK(text(facts.estate().links(admits)) == "production -> development 10.200.32.0/20 same stem\n");
}

TEST_CASE("a network in which many roots of all environments name ranges is overlapped by another", "[estate]") {
  Facts facts;
  facts.add(owns, cidr, "10.200.0.0/18", "dev");
  auto users = [](int roots) {
    std::vector<Fact> list;
    for (int i = 0; i < roots; ++i)
      for (std::string_view environment : {"prod", "test", "preprod"}) {
        Facts one;
        one.add(admits, cidr, "10.200." + std::to_string(i) + ".0/24", environment);
        Fact fact = one.list()[0];
        fact.unit = "app" + std::to_string(i) + "@" + std::string(environment);
        fact.at = {FileId{1}, static_cast<std::uint32_t>(list.size() * 10), static_cast<std::uint32_t>(list.size() * 10 + 5)};
        list.push_back(fact);
      }
    return list;
  };
  for (auto [roots, links] : {std::pair(2, 6), std::pair(3, 0)}) {
    std::vector<Fact> list = users(roots);
    list.push_back(facts.list()[0]);
    CHECK(Estate(list, kVocabulary, kConfig).links(admits).size() == static_cast<std::size_t>(links));
  }
  // The whole network is meant when its own range is named.
  std::vector<Fact> list = users(3);
  for (Fact& fact : list) fact.identifier = "10.200.0.0/18";
  list.push_back(facts.list()[0]);
  CHECK(Estate(list, kVocabulary, kConfig).links(admits).size() == 9);
}

TEST_CASE("a name given to a range says more than a network that holds it", "[estate]") {
  Facts facts;
  facts.add(owns, cidr, "10.20.0.0/16", "dev")
      .add(admits, cidr, "10.20.1.0/24", "production", {{"peer_environment", "production"}})
      .add(admits, cidr, "10.20.2.0/24", "production", {{"peer_environment", "nonprod"}});
  CHECK(text(facts.estate().links(admits)) == "production -> development 10.20.2.0/24 owned\n");
}

TEST_CASE("platform words inside an application's name are the application's", "[estate]") {
  Facts facts;
  facts.add(refers, account, "electronic-monitoring-data-production", "preprod")
      .add(refers, account, "acme-core-production", "dev")
      .add(refers, account, "core-network-services-production", "dev");
  CHECK(text(facts.estate().links(refers)) ==
        "preproduction -> production electronic-monitoring-data-production token\n"
        "development -> production acme-core-production token\n");
}

TEST_CASE("accounts own the principals inside them", "[estate]") {
  Facts facts;
  facts.add(belongs_to_account, account, "111111111111", "production")
      .add(trusts, principal, "arn:aws:iam::111111111111:role/deploy", "dev")
      .add(trusts, principal, "arn:aws:iam::222222222222:role/deploy", "dev");
  CHECK(text(facts.estate().links(trusts)) == "development -> production arn:aws:iam::111111111111:role/deploy owned\n");
  CHECK(account_of("/subscriptions/abc/resourceGroups/x") == "abc");
  CHECK(account_of("robot@shop-prod.iam.gserviceaccount.com") == "shop-prod");
  CHECK(account_of("arn:aws:s3:::bucket") == "");
  CHECK(account_of("arn:") == "");
}

TEST_CASE("namespaces are found with and without their cluster", "[estate]") {
  Facts facts;
  facts.add(owns, kubernetes_namespace, "live/orders", "production")
      .add(selects_peer, kubernetes_namespace, "orders", "dev")
      .add(binds_role, service_account, "orders/robot", "dev");
  CHECK(facts.estate().links(selects_peer).size() == 1);
  CHECK(facts.estate().links(binds_role).size() == 1);
}

TEST_CASE("unknown is equal to nothing", "[estate]") {
  Facts facts;
  facts.add(owns, bucket, "${var.bucket}", "production")
      .add(refers, bucket, "${var.bucket}", "dev")
      .add(uses_realm, realm, "entra:${var.tenant}", "dev")
      .add(uses_realm, realm, "entra:${var.tenant}", "production");
  CHECK(facts.estate().links(refers).empty());
  CHECK(facts.estate().shared(uses_realm).empty());
}

TEST_CASE("identifiers shared between environments", "[estate]") {
  Facts facts;
  facts.add(uses_realm, realm, "cognito:auth", "dev")
      .add(uses_realm, realm, "cognito:auth", "production")
      .add(uses_realm, realm, "cognito:auth", "dr")
      .add(uses_realm, realm, "cognito:own", "production")
      .add(uses_realm, realm, "cognito:own", "dr")
      .add(uses_realm, realm, "cognito:lower", "dev")
      .add(uses_realm, realm, "cognito:lower", "test");
  Estate estate = facts.estate();   // what it finds names identifiers of its own
  auto shared = estate.shared(uses_realm);
  REQUIRE(shared.size() == 2);
  CHECK(shared[0].identifier == "cognito:auth");
  REQUIRE(shared[0].facts.size() == 3);
  CHECK(shared[0].facts[0]->environment.tier == Tier::production);
  CHECK(shared[0].facts[2]->environment.name == "development");
  CHECK(shared[1].identifier == "cognito:lower");
}

TEST_CASE("units that each make their own share nothing", "[estate]") {
  Facts facts;
  facts.add(owns, realm, "ad:shop.internal", "dev")
      .add(owns, realm, "ad:shop.internal", "production")
      .add(uses_realm, realm, "ad:shop.internal", "dev")
      .add(uses_realm, realm, "ad:shop.internal", "production");
  CHECK(facts.estate().shared(uses_realm).empty());
}

TEST_CASE("bulkhead.yaml owns and allows", "[estate]") {
  auto parsed = parse_config(FileId{0}, R"(
environments:
  production: {accounts: ["111111111111"], cidrs: ["10.10.0.0/16"], hosts: ["*.shop.example"], namespaces: ["orders"]}
  tooling: {tier: shared, accounts: ["333333333333"]}
links: {allow: [{from: dev, to: production, kinds: [firewall], ports: [443], reason: r, owner: o, expires: 2027-01-01}]}
)");
  REQUIRE(parsed.diagnostics.empty());
  Facts facts;
  facts.add(refers, account, "111111111111", "dev")
      .add(refers, account, "333333333333", "dev")
      .add(refers, hostname, "db.shop.example", "dev")
      .add(refers, kubernetes_namespace, "orders", "dev")
      .add(admits, cidr, "10.10.3.0/24", "dev", {{"ports", "443"}})
      .add(admits, cidr, "10.10.4.0/24", "dev", {{"ports", "22"}})
      .add(admits, cidr, "10.10.5.0/24", "dev")
      .add(refers, cidr, "10.10.6.0/24", "dev", {{"ports", "443"}});
  const Vocabulary vocabulary(parsed.tree);
  Estate estate(facts.list(), vocabulary, parsed.tree, "2026-11-24");
  CHECK(estate.links(refers).size() == 4);
  CHECK(text(estate.links(admits)) == "development -> production 10.10.4.0/24 owned\ndevelopment -> production 10.10.5.0/24 owned\n");
  Estate later(facts.list(), vocabulary, parsed.tree, "2027-02-01");
  CHECK(later.links(admits).size() == 3);
}

TEST_CASE("tiers decide the severity", "[estate]") {
  auto environment = [](std::string_view name) { return kVocabulary.environment(name); };
  CHECK(crossing_severity(Severity::critical, environment("production"), environment("dev")) == Severity::critical);
  CHECK(crossing_severity(Severity::critical, environment("test"), environment("dev")) == Severity::medium);
  CHECK(crossing_severity(Severity::low, environment("test"), environment("dev")) == Severity::low);
  CHECK_FALSE(crossing_severity(Severity::critical, environment("production"), environment("dr")));
  CHECK_FALSE(crossing_severity(Severity::critical, environment("dev"), environment("dev")));
  CHECK_FALSE(crossing_severity(Severity::critical, environment("dev"), environment("hub")));
}

TEST_CASE("one place in one environment is one statement, whichever units see it", "[estate]") {
  Facts facts;
  facts.add(owns, bucket, "orders-data", "production").add(refers, bucket, "orders-data", "dev");
  std::vector<Fact> list = facts.list();
  list.push_back(list[1]);
  list.back().unit = "unit@production";
  CHECK(Estate(list, kVocabulary, kConfig).links(refers).size() == 1);
}

TEST_CASE("a million facts join in bounded time", "[estate][slow]") {
  std::vector<Fact> facts;
  const Environment environments[] = {kVocabulary.environment("production"), kVocabulary.environment("dev"), kVocabulary.environment("test")};
  for (std::uint32_t i = 0; i < 1'000'000; ++i) {
    Fact fact;
    fact.kind = i % 4 == 0 ? owns : i % 4 == 1 ? refers : i % 4 == 2 ? admits : uses_realm;
    bool network = fact.kind == admits || i % 8 == 0;
    fact.identifier_kind = network ? cidr : fact.kind == uses_realm ? realm : hostname;
    fact.identifier = network ? "10." + std::to_string(i % 199) + "." + std::to_string(i / 199 % 251) + ".0/24"
                              : "host" + std::to_string(i % 250'000) + ".shop-dev.example";
    fact.environment = environments[i % 3];
    fact.unit = "unit" + std::to_string(i % 1000);
    fact.at = {FileId{i % 1000}, i, i + 1};
    facts.push_back(std::move(fact));
  }
  Estate estate(facts, kVocabulary, kConfig);
  CHECK(estate.links(admits).size() + estate.links(refers).size() + estate.shared(uses_realm).size() > 0);
}
