// Network links between networks, accounts and projects.
#include "analyzer/facts/attribute_table.h"
#include "analyzer/facts/families.h"

namespace bulkhead::facts {
namespace {

constexpr AttributeFact kRows[] = {
    {"aws_dx_gateway_association", "associated_gateway_id", FactKind::connects, IdentifierKind::network},
    {"aws_dx_gateway_association", "associated_gateway_owner_account_id", FactKind::connects, IdentifierKind::account},
    {"aws_dx_gateway_association", "dx_gateway_id", FactKind::connects, IdentifierKind::network},
    {"aws_dx_gateway_association_proposal", "dx_gateway_owner_account_id", FactKind::connects, IdentifierKind::account},
    {"aws_ec2_transit_gateway_peering_attachment", "peer_account_id", FactKind::connects, IdentifierKind::account},
    {"aws_ec2_transit_gateway_peering_attachment", "peer_transit_gateway_id", FactKind::connects, IdentifierKind::network},
    {"aws_ec2_transit_gateway_route", "destination_cidr_block", FactKind::connects, IdentifierKind::cidr},
    {"aws_ec2_transit_gateway_route_table_association", "transit_gateway_attachment_id", FactKind::connects, IdentifierKind::network},
    {"aws_ec2_transit_gateway_route_table_propagation", "transit_gateway_attachment_id", FactKind::connects, IdentifierKind::network},
    {"aws_ec2_transit_gateway_vpc_attachment", "transit_gateway_id", FactKind::connects, IdentifierKind::network},
    {"aws_ec2_transit_gateway_vpc_attachment", "vpc_id", FactKind::connects, IdentifierKind::network},
    {"aws_networkmanager_vpc_attachment", "vpc_arn", FactKind::connects, IdentifierKind::network},
    {"aws_ram_principal_association", "principal", FactKind::connects, IdentifierKind::account},
    {"aws_ram_resource_association", "resource_arn", FactKind::connects, IdentifierKind::arn},
    {"aws_route", "destination_cidr_block", FactKind::connects, IdentifierKind::cidr},
    {"aws_route53_resolver_rule_association", "vpc_id", FactKind::connects, IdentifierKind::network},
    {"aws_route53_vpc_association_authorization", "vpc_id", FactKind::connects, IdentifierKind::network},
    {"aws_route53_zone_association", "vpc_id", FactKind::connects, IdentifierKind::network},
    {"aws_route_table", "route.cidr_block", FactKind::connects, IdentifierKind::cidr},
    {"aws_vpc_endpoint", "service_name", FactKind::connects, IdentifierKind::network},
    {"aws_vpc_endpoint_service", "allowed_principals", FactKind::connects, IdentifierKind::account},
    {"aws_vpc_endpoint_service_allowed_principal", "principal_arn", FactKind::connects, IdentifierKind::account},
    {"aws_vpc_peering_connection", "peer_owner_id", FactKind::connects, IdentifierKind::account},
    {"aws_vpc_peering_connection", "peer_vpc_id", FactKind::connects, IdentifierKind::network},
    {"aws_vpc_peering_connection", "vpc_id", FactKind::connects, IdentifierKind::network},
    {"aws_vpclattice_service_network_service_association", "service_identifier", FactKind::connects, IdentifierKind::network},
    {"aws_vpclattice_service_network_vpc_association", "vpc_identifier", FactKind::connects, IdentifierKind::network},
    {"aws_vpn_connection", "customer_gateway_id", FactKind::connects, IdentifierKind::network},
    {"aws_vpn_connection", "transit_gateway_id", FactKind::connects, IdentifierKind::network},
    {"aws_vpn_gateway_attachment", "vpc_id", FactKind::connects, IdentifierKind::network},
    {"azurerm_private_dns_zone_virtual_network_link", "virtual_network_id", FactKind::connects, IdentifierKind::network},
    {"azurerm_private_endpoint", "private_service_connection.private_connection_resource_id", FactKind::connects, IdentifierKind::network},
    {"azurerm_private_link_service", "visibility_subscription_ids", FactKind::connects, IdentifierKind::account},
    {"azurerm_virtual_hub_connection", "remote_virtual_network_id", FactKind::connects, IdentifierKind::network},
    {"azurerm_virtual_network_gateway_connection", "peer_virtual_network_gateway_id", FactKind::connects, IdentifierKind::network},
    {"azurerm_virtual_network_peering", "remote_virtual_network_id", FactKind::connects, IdentifierKind::network},
    {"azurerm_virtual_network_peering", "virtual_network_name", FactKind::connects, IdentifierKind::network},
    {"google_access_context_manager_service_perimeter", "status.resources", FactKind::connects, IdentifierKind::account},
    {"google_compute_network_peering", "network", FactKind::connects, IdentifierKind::network},
    {"google_compute_network_peering", "peer_network", FactKind::connects, IdentifierKind::network},
    {"google_compute_service_attachment", "consumer_accept_lists.project_id_or_num", FactKind::connects, IdentifierKind::account},
    {"google_compute_shared_vpc_service_project", "host_project", FactKind::connects, IdentifierKind::account},
    {"google_compute_shared_vpc_service_project", "service_project", FactKind::connects, IdentifierKind::account},
    {"google_compute_vpn_tunnel", "peer_gcp_gateway", FactKind::connects, IdentifierKind::network},
    {"google_dns_managed_zone", "peering_config.target_network.network_url", FactKind::connects, IdentifierKind::network},
    {"google_network_connectivity_spoke", "linked_vpc_network.uri", FactKind::connects, IdentifierKind::network},
    {"hcp_hvn_peering_connection", "hvn_2", FactKind::connects, IdentifierKind::network},
};

}  // namespace

void terraform_network(const Resource& resource, FactSink& sink) { state_attributes(kRows, resource, sink); }

}  // namespace bulkhead::facts
