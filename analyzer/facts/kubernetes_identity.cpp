// Who may act in an environment: role bindings and the cloud identities of service accounts.
#include <array>

#include "analyzer/facts/families.h"
#include "analyzer/facts/kubernetes_object.h"
#include "analyzer/kubernetes/manifests.h"

namespace bulkhead::facts {
namespace {

void bind_roles(const Resource& resource, FactSink& sink) {
  std::string_view kind = kind_of(resource);
  if (kind != "RoleBinding" && kind != "ClusterRoleBinding") return;
  for (const Value& subject : resource.attributes["subjects"].items()) {
    std::string_view space = subject["namespace"].as_string();
    if (!subject["kind"].equals("ServiceAccount").yes() || space.empty()) continue;
    if (is_platform_namespace(space) || space == namespace_of(resource)) continue;
    Value at = subject["namespace"];
    Fact& fact = sink.state(FactKind::binds_role, IdentifierKind::service_account, std::string(space) + "/" + std::string(subject["name"].as_string()), resource, at);
    fact.details["role"] = std::string(resource.attributes["roleRef"]["name"].as_string());
    fact.details["mechanism"] = std::string(kind);
  }
}

void use_identity(const Value& annotations, const Resource& resource, FactSink& sink) {
  static constexpr std::array<std::string_view, 4> kKeys = {"eks.amazonaws.com/role-arn", "iam.gke.io/gcp-service-account", "azure.workload.identity/client-id",
                                                            "iam.amazonaws.com/role"};
  for (std::string_view key : kKeys) {
    Value identity = annotations[key];
    std::string_view text = identity.as_string();
    if (text.empty() || text.find("${") != std::string_view::npos || text.find('<') != std::string_view::npos) continue;
    if (text.starts_with("arn:aws:iam::aws:") || text.find(":012345678901:") != std::string_view::npos || text.find(":123456789012:") != std::string_view::npos) continue;
    Fact& fact = sink.state(FactKind::uses_workload_identity, IdentifierKind::principal, std::string(text), resource, identity);
    fact.details["mechanism"] = std::string(key);
  }
}

}  // namespace

void kubernetes_identity(const Resource& resource, FactSink& sink) {
  bind_roles(resource, sink);
  if (kind_of(resource) == "ServiceAccount") use_identity(resource.attributes["metadata"]["annotations"], resource, sink);
  kubernetes::PodView pod = kubernetes::pod_of_object(resource.attributes);
  use_identity(pod.metadata["annotations"], resource, sink);
}

}  // namespace bulkhead::facts
