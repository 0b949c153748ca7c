// What Terraform resources state.
#include "analyzer/facts/attribute_table.h"
#include "analyzer/facts/facts.h"
#include "analyzer/facts/references.h"

namespace {

using namespace bulkhead;

/// A unit of one resource made from JSON.
struct Made {
  Unit unit;
  Workspace workspace = Workspace::from_memory({});
  Vocabulary vocabulary;
  std::vector<Fact> facts;

  Made(std::string_view type, std::initializer_list<std::pair<std::string_view, std::string_view>> attributes, std::string_view environment = "development") {
    unit.id = "live/x";
    unit.environment.environment = vocabulary.environment(environment);
    std::vector<Entry> entries;
    for (auto [key, value] : attributes) {
      Value made = value.starts_with("${") || value.find("${") != std::string_view::npos
                       ? Value::unknown(unit.arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::data_source,
                                                                                 value.starts_with("${") && value.ends_with("}") ? value.substr(2, value.size() - 3) : std::string_view(),
                                                                                 value.starts_with("${") && value.ends_with("}") ? std::string_view() : value}))
                       : Value::string(value);
      entries.push_back({key, made, {}});
    }
    Resource resource;
    resource.type = type;
    resource.name = "r";
    resource.address = "x.r";
    resource.attributes = Value::map(unit.arena.copy(entries));
    unit.resources.push_back(resource);
    facts = extract_facts(unit, workspace, vocabulary);
  }

  std::string shown() const {
    std::set<std::string> lines;
    for (const Fact& fact : facts) {
      std::string line = std::string(to_string(fact.kind)) + " " + std::string(to_string(fact.identifier_kind)) + " " + fact.identifier;
      if (auto peer = fact.details.find("peer_environment"); peer != fact.details.end()) line += " @" + peer->second;
      lines.insert(line);
    }
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : "; ") + line;
    return out;
  }
};

}  // namespace

TEST_CASE("environments that references name by themselves", "[facts]") {
  Vocabulary vocabulary;
  auto name = [&](std::string_view reference) {
    auto found = environment_of_reference(reference, vocabulary);
    return found ? found->name : std::string();
  };
  CHECK(name("local.environment_management.account_ids[\"shop-production\"]") == "production");
  CHECK(name("local.environment_management.account_ids[\"core-shared-services-production\"]") == "");
  CHECK(name("data.aws_vpc.prod.id") == "production");
  CHECK(name("data.aws_caller_identity.current.account_id") == "");
  CHECK(name("var.product_id") == "");
}

TEST_CASE("ownership, networks, data and state", "[facts]") {
  CHECK(Made("aws_s3_bucket", {{"bucket", "shop-dev-logs"}}).shown().find("owns bucket shop-dev-logs") != std::string::npos);
  CHECK(Made("aws_vpc", {{"cidr_block", "10.1.0.0/16"}}).shown().find("owns cidr 10.1.0.0/16") != std::string::npos);
  CHECK(Made("aws_vpc_peering_connection", {{"peer_owner_id", "${local.accounts[\"shop-production\"]}"}}).shown().find("connects account") != std::string::npos);
  CHECK(Made("aws_db_instance", {{"snapshot_identifier", "shop-prod-final"}}).shown().find("restores-data snapshot shop-prod-final") != std::string::npos);
  CHECK(Made("backend.s3", {{"bucket", "states"}, {"key", "shop/terraform.tfstate"}, {"workspace", "shop-dev"}}).shown() ==
        "stores-state state s3:states/shop/terraform.tfstate@shop-dev; stores-state state-store s3:states");
  CHECK(Made("data.tfe_outputs", {{"organization", "acme"}, {"workspace", "shop-prod"}}).shown().find("reads-state state tfe:acme/shop-prod") != std::string::npos);
}

TEST_CASE("unknown parts are stated only where they name an environment", "[facts]") {
  CHECK(Made("x", {{"role", "arn:aws:iam::${local.a[\"shop-production\"]}:role/ci"}}).shown() ==
        "refers account ${local.a[\"shop-production\"]} @production; refers principal arn:aws:iam::${local.a[\"shop-production\"]}:role/ci @production");
  CHECK(Made("x", {{"role", "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/ci"}}).shown() == "");
}

TEST_CASE("credentials are digests", "[facts]") {
  Made made("x", {{"password", "hunter2-and-more"}, {"key", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAACAQC3Fq4UnSs9jsFRxG7WV me@host"}});
  int credentials = 0;
  for (const Fact& fact : made.facts) {
    credentials += fact.kind == FactKind::holds_credential;
    CHECK(fact.identifier.find("hunter2") == std::string::npos);
  }
  CHECK(credentials == 2);
}

TEST_CASE("firewalls name the other side", "[facts]") {
  Made made("aws_vpc_security_group_ingress_rule", {{"cidr_ipv4", "10.2.0.0/16"}});
  CHECK(made.shown() == "admits cidr 10.2.0.0/16");
  CHECK(Made("aws_vpc_security_group_ingress_rule", {{"cidr_ipv4", "0.0.0.0/0"}}).shown() == "");
}

TEST_CASE("names that only their key types", "[facts]") {
  struct Row { const char *key, *text, *states; };
  const Row rows[] = {
      {"data_locations", "shop-prod-exports", "refers bucket shop-prod-exports"},
      {"artifact_bucket", "shop-prod-artifacts", "refers bucket shop-prod-artifacts"},
      {"bucket_prefix", "shop-prod-artifacts", ""},
      {"snapshot_identifier", "orders-prod-2024", "restores-data snapshot orders-prod-2024"},
      {"final_snapshot_identifier", "orders-prod-2024", ""},
      {"secret_name", "orders-prod-db", "refers secret orders-prod-db"},
      {"target_account_name", "shop-production", "refers account shop-production"},
      {"write_environment", "production", "refers environment-name production @production; stores-state state unit:live/x"},
      {"environment", "production", "stores-state state unit:live/x"},
      {"size", "orders-prod-db", ""},
  };
  for (const Row& row : rows) {
    INFO(row.key << " = " << row.text);
    // Twice: the second answer comes from what was remembered of the first.
    for (int round = 0; round < 3; ++round) CHECK(Made("module", {{row.key, row.text}}).shown() == row.states);
  }
}
