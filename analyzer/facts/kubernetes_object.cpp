#include "analyzer/facts/kubernetes_object.h"

#include <algorithm>
#include <array>

namespace bulkhead::facts {

std::string_view kind_of(const Resource& resource) { return resource.attributes["kind"].as_string(); }

std::string_view group_of(const Resource& resource) {
  std::string_view api = resource.attributes["apiVersion"].as_string();
  auto slash = api.find('/');
  return slash == std::string_view::npos ? std::string_view() : api.substr(0, slash);
}

std::string_view namespace_of(const Resource& resource) { return resource.attributes["metadata"]["namespace"].as_string(); }

bool is_platform_namespace(std::string_view name) {
  static constexpr std::array<std::string_view, 37> kNames = {
      "default", "monitoring", "logging", "observability", "istio-system", "istio-ingress", "linkerd", "linkerd-viz", "cert-manager", "ingress-nginx",
      "ingress-controllers", "ingress", "nginx-ingress", "traefik", "kong", "contour", "projectcontour", "envoy-gateway-system", "flux-system", "argocd",
      "argo-cd", "argo", "argo-rollouts", "external-dns", "external-secrets", "sealed-secrets", "vault", "velero", "gatekeeper-system", "kyverno",
      "prometheus", "grafana", "cilium", "calico-system", "tigera-operator", "gmp-system", "knative-serving"};
  return name.starts_with("kube-") || name.starts_with("openshift-") || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

void for_each_namespace(const Unit& unit, const std::function<void(const Resource&)>& visit) {
  for (const Resource& resource : unit.resources)
    if (resource.type == "Namespace") visit(resource);
}

namespace {

bool expression_holds(const Value& expression, const Value& labels) {
  Value label = labels[expression["key"].as_string()];
  std::string_view operation = expression["operator"].as_string();
  if (operation == "Exists") return !label.is_missing();
  if (operation == "DoesNotExist") return label.is_missing();
  bool listed = false;
  for (const Value& value : expression["values"].items()) listed = listed || label.equals(value.as_string()).yes();
  return operation == "In" ? !label.is_missing() && listed : operation == "NotIn" && !listed;
}

}  // namespace

bool selects(const Value& selector, const Value& labels) {
  for (const Entry& entry : selector["matchLabels"].entries())
    if (!labels[entry.key].equals(entry.value.as_string()).yes()) return false;
  for (const Value& expression : selector["matchExpressions"].items())
    if (!expression_holds(expression, labels)) return false;
  return true;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    int digit;
    if (c >= 'A' && c <= 'Z') digit = c - 'A';
    else if (c >= 'a' && c <= 'z') digit = c - 'a' + 26;
    else if (c >= '0' && c <= '9') digit = c - '0' + 52;
    else if (c == '+' || c == '-') digit = 62;
    else if (c == '/' || c == '_') digit = 63;
    else if (c == '\n' || c == '\r' || c == ' ') continue;
    else if (c == '=') break;
    else return {};
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    if ((count += 6) < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

}  // namespace bulkhead::facts
