// Who is let in: security groups, network ACLs, address sets and firewall rules of the three clouds and of modules that wrap them.
#include "analyzer/facts/attribute_table.h"
#include "analyzer/facts/families.h"
#include "analyzer/facts/references.h"

namespace bulkhead::facts {
namespace {

struct FirewallAttribute {
  std::string_view type, block;                      // block "" is the resource itself
  std::string_view sources[6];
  std::string_view from, to;                         // ports
};

constexpr FirewallAttribute kRules[] = {
    {"aws_security_group", "ingress", {"cidr_blocks", "security_groups", "prefix_list_ids"}, "from_port", "to_port"},
    {"aws_security_group", "egress", {"cidr_blocks", "security_groups", "prefix_list_ids"}, "from_port", "to_port"},
    {"aws_default_security_group", "ingress", {"cidr_blocks", "security_groups", "prefix_list_ids"}, "from_port", "to_port"},
    {"aws_security_group_rule", "", {"cidr_blocks", "source_security_group_id", "prefix_list_ids"}, "from_port", "to_port"},
    {"aws_vpc_security_group_ingress_rule", "", {"cidr_ipv4", "referenced_security_group_id", "prefix_list_id"}, "from_port", "to_port"},
    {"aws_vpc_security_group_egress_rule", "", {"cidr_ipv4", "referenced_security_group_id", "prefix_list_id"}, "from_port", "to_port"},
    {"aws_network_acl_rule", "", {"cidr_block"}, "from_port", "to_port"},
    {"aws_network_acl", "ingress", {"cidr_block"}, "from_port", "to_port"},
    {"aws_network_acl", "egress", {"cidr_block"}, "from_port", "to_port"},
    {"aws_wafv2_ip_set", "", {"addresses"}, "", ""},
    {"aws_ec2_managed_prefix_list", "entry", {"cidr"}, "", ""},
    {"aws_ec2_managed_prefix_list_entry", "", {"cidr"}, "", ""},
    {"aws_redshift_security_group", "ingress", {"cidr"}, "", ""},
    {"azurerm_network_security_rule", "", {"source_address_prefix", "source_address_prefixes", "source_application_security_group_ids", "destination_address_prefix"}, "destination_port_range", ""},
    {"azurerm_network_security_group", "security_rule", {"source_address_prefix", "source_address_prefixes", "source_application_security_group_ids"}, "destination_port_range", ""},
    {"azurerm_mssql_firewall_rule", "", {"start_ip_address"}, "", ""},
    {"azurerm_postgresql_flexible_server_firewall_rule", "", {"start_ip_address"}, "", ""},
    {"azurerm_mysql_flexible_server_firewall_rule", "", {"start_ip_address"}, "", ""},
    {"azurerm_mssql_virtual_network_rule", "", {"subnet_id"}, "", ""},
    {"azurerm_storage_account", "network_rules", {"ip_rules", "virtual_network_subnet_ids"}, "", ""},
    {"azurerm_storage_account_network_rules", "", {"ip_rules", "virtual_network_subnet_ids"}, "", ""},
    {"azurerm_key_vault", "network_acls", {"ip_rules", "virtual_network_subnet_ids"}, "", ""},
    {"google_compute_firewall", "", {"source_ranges", "source_service_accounts", "source_tags", "destination_ranges"}, "", ""},
    {"google_sql_database_instance", "settings.ip_configuration.authorized_networks", {"value"}, "", ""},
    {"google_container_cluster", "master_authorized_networks_config.cidr_blocks", {"cidr_block"}, "", ""},
    {"aws_eks_cluster", "vpc_config", {"public_access_cidrs"}, "", ""},
    {"module", "", {"ingress_cidr_blocks", "allowed_cidr_blocks", "allowed_cidrs", "cidr_blocks", "ingress_cidrs", "allowed_security_groups"}, "", ""},
    {"module", "ingress_with_cidr_blocks", {"cidr_blocks"}, "from_port", "to_port"},
    {"module", "ingress_with_source_security_group_id", {"source_security_group_id"}, "from_port", "to_port"},
    {"module", "ingress_rules", {"cidr_blocks", "cidr_block", "cidr_ipv4"}, "from_port", "to_port"},
};

/// "prod_jumpservers", "nonprod_subnet": the name under which the address was written or passed on.
std::optional<Environment> environment_of_way(const Origin* origin, const Vocabulary& vocabulary, const Environment& own) {
  for (int steps = 0; origin != nullptr && steps < 24; origin = origin->via, ++steps) {
    if (origin->step.empty() || origin->step.starts_with("module \"")) continue;
    if (auto found = environment_of_reference(origin->step, vocabulary)) return found;
    // "workspaces_nonprod_prod": one range for both, so the other one's as well.
    auto tokens = vocabulary.tokens(origin->step.substr(origin->step.rfind('.') + 1));
    for (const TokenMatch& token : tokens)
      if (tokens.size() > 1 && token.strong && token.environment.tier != own.tier) return token.environment;
  }
  return std::nullopt;
}

std::string ports_of(const Value& rule, const FirewallAttribute& attribute) {
  auto text = [&](std::string_view key) {
    Value value = key.empty() ? Value() : rule[key];
    return value.is_number() ? std::to_string(value.as_integer()) : std::string(value.as_string());
  };
  std::string from = text(attribute.from), to = text(attribute.to);
  return to.empty() || to == from ? from : from + "-" + to;
}

void state_source(const Value& value, std::string_view key, std::string_view direction, const std::string& ports, const Resource& resource, FactSink& sink) {
  if (value.is_list()) {
    for (const Value& item : value.items()) state_source(item, key, direction, ports, resource, sink);
    return;
  }
  Fact* fact = nullptr;
  const Environment& own = resource.environment.environment.known() ? resource.environment.environment : sink.unit().environment.environment;
  if (value.is_string()) {
    std::string_view text = value.as_string();
    // Registry modules take "a,b" as well.
    if (auto comma = text.find(','); comma != std::string_view::npos) {
      state_source(Value::string(text.substr(0, comma), value.origin()), key, direction, ports, resource, sink);
      state_source(Value::string(text.substr(comma + 1), value.origin()), key, direction, ports, resource, sink);
      return;
    }
    if (auto cidr = normalise_cidr(text)) {
      if (*cidr == "0.0.0.0/0") return;              // open to everybody is another rule's matter
      fact = &sink.state(FactKind::admits, IdentifierKind::cidr, *cidr, resource, value);
    } else if (text.starts_with("sg-") || text.starts_with("pl-") || text.starts_with("/subscriptions/")) {
      fact = &sink.state(FactKind::admits, IdentifierKind::network, std::string(text), resource, value);
    } else {
      return;
    }
    if (auto peer = environment_of_way(value.origin(), sink.vocabulary(), own)) fact->details["peer_environment"] = peer->name;
  } else if (value.is_unknown()) {
    std::string text = recognisable_text(value);
    auto peer = environment_of_reference(value.unknown()->reference, sink.vocabulary());
    if (!peer) peer = environment_of_way(value.origin(), sink.vocabulary(), own);
    if (!peer) return;
    if (text.empty()) text = value.origin() == nullptr ? "" : "${" + std::string(value.origin()->step) + "}";
    fact = &sink.state(FactKind::admits, IdentifierKind::network, std::move(text), resource, value);
    fact->details["peer_environment"] = peer->name;
  } else {
    return;
  }
  fact->details["key"] = std::string(key);
  fact->details["mechanism"] = std::string(resource.type);
  fact->details["direction"] = std::string(direction);
  if (!ports.empty()) fact->details["ports"] = ports;
}

std::string_view direction_of(const Resource& resource, const FirewallAttribute& attribute) {
  bool out = attribute.block == "egress" || resource.type == "aws_vpc_security_group_egress_rule" || resource.attributes["type"].equals("egress").yes() ||
             resource.attributes["egress"].is_true().yes() || resource.attributes["direction"].equals("Outbound").yes() || resource.attributes["direction"].equals("EGRESS").yes();
  return out ? "out" : "in";
}

}  // namespace

void terraform_firewall(const Resource& resource, FactSink& sink) {
  for (const FirewallAttribute& attribute : kRules) {
    if (attribute.type != resource.type) continue;
    std::string_view direction = direction_of(resource, attribute);
    for_each_at(resource.attributes, attribute.block, [&](const Value& rule) {
      std::string ports = ports_of(rule, attribute);
      for (std::string_view source : attribute.sources)
        if (!source.empty()) state_source(rule[source], source, direction, ports, resource, sink);
    });
  }
}

}  // namespace bulkhead::facts
