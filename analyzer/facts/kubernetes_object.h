// What the families of Kubernetes facts share: settings of an object, namespaces, and which of them separate environments.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "analyzer/facts/facts.h"
#include "analyzer/model/value.h"

namespace bulkhead::facts {

/// The kind an object has, also where the resource is a Kustomize patch.
std::string_view kind_of(const Resource& resource);
std::string_view group_of(const Resource& resource);   // "apps" of "apps/v1"; empty for the core group

/// Namespace written in the object; empty when there is none.
std::string_view namespace_of(const Resource& resource);

/// Namespaces of the cluster itself and of platform services (DNS, ingress, monitoring, GitOps, mesh): every environment has them.
bool is_platform_namespace(std::string_view name);

/// Namespace objects of the same unit.
void for_each_namespace(const Unit& unit, const std::function<void(const Resource&)>& visit);

/// Whether labels satisfy a Kubernetes label selector (matchLabels and matchExpressions). An empty selector matches everything.
bool selects(const Value& selector, const Value& labels);

/// One setting of a workload or a configuration object.
struct Setting {
  std::string_view key;
  Value value;              // a string; its text may be temporary
  std::string_view place;   // "env", "args", "configmap", "secret", "values", "annotation"
  std::size_t group = 0;    // settings of one container or one object: they are read by the same program
};
/// Environment variables and arguments of containers, data of ConfigMaps and Secrets (decoded, split into their lines), Helm values
/// inside HelmRelease and Application objects, generators of Kustomize files, annotations of Ingresses.
void for_each_setting(const Resource& resource, const std::function<void(const Setting&)>& visit);

/// Decodes base64 (white space allowed); empty when it is none.
std::string decode_base64(std::string_view text);

}  // namespace bulkhead::facts
