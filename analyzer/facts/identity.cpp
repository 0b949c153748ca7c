#include "analyzer/facts/identity.h"

namespace bulkhead::facts {
namespace {

/// What a type is looked up by, as an argument of the data source and of the resource; a tag where it is "Name".
struct Lookup {
  std::string_view type, key;
};
constexpr Lookup kLookups[] = {
    {"aws_ec2_transit_gateway", "Name"},       {"aws_vpc", "Name"},           {"aws_vpn_gateway", "Name"},
    {"azurerm_virtual_hub", "name"},           {"azurerm_virtual_network", "name"}, {"azurerm_virtual_network_gateway", "name"},
    {"google_compute_network", "name"},
};

/// Resource types that are networks or join them.
constexpr std::string_view kNetworks[] = {
    "aws_customer_gateway", "aws_dx_gateway", "aws_ec2_transit_gateway", "aws_vpc", "aws_vpc_endpoint_service", "aws_vpclattice_service",
    "aws_vpclattice_service_network", "aws_vpn_gateway", "azurerm_private_link_service", "azurerm_virtual_hub", "azurerm_virtual_network",
    "azurerm_virtual_network_gateway", "google_compute_network", "google_compute_service_attachment", "hcp_hvn"};

/// The next component of a reference, its index included: `module`, `net["a.b"]`.
std::string_view take_part(std::string_view& rest) {
  std::size_t end = 0;
  bool quoted = false;
  for (; end < rest.size() && (quoted || rest[end] != '.'); ++end)
    if (rest[end] == '"') quoted = !quoted;
  std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), end + 1));
  return part;
}

/// `aws_vpc.main[0].id` -> `aws_vpc.main[0]`, with the modules it is in; empty when the reference is to no resource's attribute.
std::string_view resource_address(std::string_view reference) {
  std::string_view rest = reference;
  std::string_view type = take_part(rest);
  while (type == "module") {
    take_part(rest);
    type = take_part(rest);
  }
  if (type == "data") type = take_part(rest);
  if (type.find('_') == std::string_view::npos || type.find('(') != std::string_view::npos || type.find('[') != std::string_view::npos) return {};
  std::string_view name = take_part(rest);
  if (name.empty() || rest.empty()) return {};
  return {reference.data(), static_cast<std::size_t>(name.data() + name.size() - reference.data())};
}

std::string named(std::string_view type, std::string_view key, std::string_view name) {
  return std::string(type) + ":" + std::string(key) + "=" + std::string(name);
}

std::string_view key_of(std::string_view type) {
  for (const Lookup& lookup : kLookups)
    if (lookup.type == type) return lookup.key;
  return {};
}

/// A plain attribute, or the tag Name in `tags` or in a filter of a data source.
std::string_view name_in(const Value& attributes, std::string_view key) {
  if (key != "Name") return attributes[key].as_string();
  if (std::string_view tag = attributes["tags"]["Name"].as_string(); !tag.empty()) return tag;
  for (const Value& filter : attributes["filter"].items())
    if (filter["name"].equals("tag:Name").yes() && filter["values"].items().size() == 1) return filter["values"].at(0).as_string();
  return {};
}

std::string looked_up(const Resource& data) {
  std::string_view type = data.type.substr(5), key = key_of(type);
  std::string_view name = key.empty() ? std::string_view() : name_in(data.attributes, key);
  return name.empty() || name.find_first_of("*?") != std::string_view::npos ? "" : named(type, key, name);
}

}  // namespace

std::string identity_of(const Value& value, const FactSink& sink) {
  const UnknownInfo* info = value.unknown();
  if (info == nullptr || !info->pattern.empty()) return {};
  std::string_view reference = info->reference;
  if (auto mark = reference.find('#'); mark != std::string_view::npos) {
    std::string_view address = resource_address(reference.substr(mark + 1));
    if (address.empty() || address.starts_with("data.") || address.find(".data.") != std::string_view::npos) return {};
    return std::string(reference.substr(0, mark + 1)) + std::string(address);
  }
  std::string_view address = resource_address(reference);
  if (address.empty()) return {};
  bool data = address.starts_with("data.") || address.find(".data.") != std::string_view::npos;
  if (!data) return sink.unit().id + "#" + std::string(address);
  for (const Resource& resource : sink.unit().resources)
    if (resource.address == address) return looked_up(resource);
  return {};
}

std::vector<std::string> identities_of(const Resource& resource, const FactSink& sink) {
  std::vector<std::string> out;
  if (std::find(std::begin(kNetworks), std::end(kNetworks), resource.type) == std::end(kNetworks)) return out;
  out.push_back(sink.unit().id + "#" + std::string(resource.address));
  std::string_view key = key_of(resource.type);
  if (std::string_view name = key.empty() ? std::string_view() : name_in(resource.attributes, key); !name.empty()) out.push_back(named(resource.type, key, name));
  return out;
}

}  // namespace bulkhead::facts
