// Stands in for analyzer/kubernetes until its pod views land; remove then.
#include "analyzer/kubernetes/manifests.h"

namespace bulkhead::kubernetes {

__attribute__((weak)) PodView pod_of(const Resource& resource) {
  for (std::string_view path : {"spec.jobTemplate.spec.template", "spec.template"})
    if (Value pod = resource.attributes.path(path); pod.is_map()) return {pod["spec"], pod["metadata"], std::string(path) + ".spec"};
  if (resource.type == "Pod") return {resource.attributes["spec"], resource.attributes["metadata"], "spec"};
  return {};
}

__attribute__((weak)) std::vector<ContainerView> containers_of(const Resource& resource) {
  std::vector<ContainerView> out;
  PodView pod = pod_of(resource);
  for (std::string_view list : {"containers", "initContainers", "ephemeralContainers"}) {
    std::size_t index = 0;
    for (const Value& container : pod.spec[list].items())
      out.push_back({container, pod.path + "." + std::string(list) + "[" + std::to_string(index++) + "]", list == "initContainers",
                     list == "ephemeralContainers"});
  }
  return out;
}

}  // namespace bulkhead::kubernetes
