// What an environment's objects own: namespaces, host names, service accounts.
#include <algorithm>

#include "analyzer/facts/families.h"
#include "analyzer/facts/kubernetes_object.h"
#include "analyzer/facts/recognise.h"

namespace bulkhead::facts {
namespace {

using Signal = EnvironmentReason::Signal;

/// A namespace that only a folder puts into an environment may be another one in another cluster: its name proves nothing there.
bool bound_to_environment(const Resource& resource) {
  Signal signal = resource.environment.reason.signal;
  return resource.environment.environment.known() && signal != Signal::path;
}

/// Large sets state a namespace once each object instead of searching for the first.
constexpr std::size_t kManyResources = 2000;

bool first_in_namespace(const Resource& resource, std::string_view name, const Unit& unit) {
  if (unit.resources.size() > kManyResources) return true;
  for (const Resource& other : unit.resources) {
    if (&other == &resource) return true;
    if (namespace_of(other) == name && other.environment.environment == resource.environment.environment) return false;
  }
  return true;
}

void own_namespace(const Resource& resource, FactSink& sink) {
  bool declared = kind_of(resource) == "Namespace";
  const Value metadata = resource.attributes["metadata"];
  Value name = declared ? metadata["name"] : metadata["namespace"];
  if (name.as_string().empty() || is_platform_namespace(name.as_string()) || !bound_to_environment(resource)) return;
  if (!declared && !first_in_namespace(resource, name.as_string(), sink.unit())) return;
  sink.state(FactKind::owns, IdentifierKind::kubernetes_namespace, std::string(name.as_string()), resource, name);
}

void own_host(const Value& host, const Resource& resource, FactSink& sink) {
  if (host.is_list()) {
    for (const Value& item : host.items()) own_host(item, resource, sink);
    return;
  }
  std::string_view text = host.as_string();
  if (auto slash = text.find('/'); slash != std::string_view::npos) text.remove_prefix(slash + 1);   // Istio "namespace/host"
  std::string name = normalise_hostname(text);
  if (name.find('.') == std::string::npos || name.find(".svc") != std::string::npos || name.find("${") != std::string::npos) return;
  if (text.starts_with("*.")) name = "*." + name;
  sink.state(FactKind::owns, IdentifierKind::hostname, std::move(name), resource, host);
}

/// Host(`a.example`) && PathPrefix(`/x`)
void own_traefik_hosts(const Value& match, const Resource& resource, FactSink& sink) {
  std::string_view text = match.as_string();
  for (std::size_t at = text.find("Host("); at != std::string_view::npos; at = text.find("Host(", at + 1)) {
    std::string_view rest = text.substr(at + 5, text.find(')', at) - at - 5);
    while (!rest.empty()) {
      auto end = rest.find(',');
      std::string_view host = rest.substr(0, end);
      auto first = host.find_first_not_of(" `\"'"), last = host.find_last_not_of(" `\"'");
      if (first != std::string_view::npos) own_host(Value::string(host.substr(first, last - first + 1), match.origin()), resource, sink);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
}

void own_comma_list(const Value& list, const Resource& resource, FactSink& sink) {
  std::string_view text = list.as_string();
  while (!text.empty()) {
    auto end = text.find(',');
    std::string_view host = text.substr(0, end);
    host = host.substr(std::min(host.find_first_not_of(' '), host.size()));
    own_host(Value::string(host, list.origin()), resource, sink);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

void own_hosts(const Resource& resource, FactSink& sink) {
  std::string_view kind = kind_of(resource);
  const Value spec = resource.attributes["spec"];
  auto each = [&](std::string_view list, std::string_view field) {
    for (const Value& item : spec[list].items()) own_host(item[field], resource, sink);
  };
  if (kind == "Ingress") {
    each("rules", "host");
    each("tls", "hosts");
  } else if (kind == "HTTPRoute" || kind == "GRPCRoute" || kind == "TLSRoute") {
    own_host(spec["hostnames"], resource, sink);
  } else if (kind == "Gateway") {
    each("listeners", "hostname");
    each("servers", "hosts");
  } else if (kind == "VirtualService") {
    if (group_of(resource) == "networking.istio.io" && spec["gateways"].is_list()) own_host(spec["hosts"], resource, sink);
  } else if (kind == "Certificate") {
    own_host(spec["dnsNames"], resource, sink);
    own_host(spec["commonName"], resource, sink);
  } else if (kind == "ManagedCertificate") {
    own_host(spec["domains"], resource, sink);
  } else if (kind == "Route") {
    own_host(spec["host"], resource, sink);
  } else if (kind == "DNSEndpoint") {
    each("endpoints", "dnsName");
  } else if (kind == "HTTPProxy") {
    own_host(spec["virtualhost"]["fqdn"], resource, sink);
  } else if (kind == "DomainMapping" && group_of(resource) == "serving.knative.dev") {
    own_host(resource.attributes["metadata"]["name"], resource, sink);
  } else if (kind == "IngressRoute" || kind == "IngressRouteTCP") {
    for (const Value& route : spec["routes"].items()) own_traefik_hosts(route["match"], resource, sink);
  }
  own_comma_list(resource.attributes["metadata"]["annotations"]["external-dns.alpha.kubernetes.io/hostname"], resource, sink);
}

}  // namespace

void kubernetes_ownership(const Resource& resource, FactSink& sink) {
  own_namespace(resource, sink);
  own_hosts(resource, sink);
  if (kind_of(resource) == "ServiceAccount" && !namespace_of(resource).empty() && bound_to_environment(resource)) {
    std::string identifier = std::string(namespace_of(resource)) + "/" + std::string(resource.name);
    sink.state(FactKind::owns, IdentifierKind::service_account, std::move(identifier), resource, resource.attributes["metadata"]["name"]);
  }
}

}  // namespace bulkhead::facts
