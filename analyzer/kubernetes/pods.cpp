// Where the pod stands in each kind of workload.
#include <array>

#include "analyzer/kubernetes/manifests.h"

namespace bulkhead::kubernetes {
namespace {

/// Where a pod template may stand in an object, outermost field first: `prefix` + "spec" and `prefix` + "metadata".
std::string_view template_of(std::string_view kind, std::string_view group) {
  if (kind == "Pod" || (kind == "Revision" && group == "serving.knative.dev")) return "";
  if (kind == "CronJob" || kind == "ScheduledJob" || kind == "AdvancedCronJob") return "spec.jobTemplate.spec.template.";
  if (kind == "PodTemplate") return "template.";
  return "spec.template.";
}

bool looks_like_pod(const Value& spec) {
  return spec["containers"].is_list() || spec["initContainers"].is_list() || spec["ephemeralContainers"].is_list();
}

}  // namespace

PodView pod_of_object(const Value& object) {
  std::string_view kind = object["kind"].as_string();
  std::string_view api = object["apiVersion"].as_string();
  std::string prefix(template_of(kind, api.substr(0, api.find('/'))));
  PodView pod{object.path(prefix + "spec"), object.path(prefix + "metadata"), prefix + "spec"};
  if (looks_like_pod(pod.spec)) return pod;
  // Known workloads with an empty pod, and kinds of operators that follow the same shape, are told apart by their containers.
  static constexpr std::array<std::string_view, 9> kWorkloads = {"Pod",        "Deployment", "StatefulSet", "DaemonSet",  "ReplicaSet",
                                                                 "ReplicationController", "Job", "CronJob", "PodTemplate"};
  for (std::string_view workload : kWorkloads)
    if (kind == workload && pod.spec.is_map()) return pod;
  return {};
}

PodView pod_of(const Resource& resource) {
  if (resource.technology != Technology::kubernetes || resource.type == "KustomizePatch") return {};
  return pod_of_object(resource.attributes);
}

std::vector<ContainerView> containers_of(const PodView& pod) {
  std::vector<ContainerView> out;
  auto add = [&](std::string_view field, bool init, bool ephemeral) {
    std::size_t index = 0;
    for (const Value& container : pod.spec[field].items()) {
      if (container.is_map()) out.push_back({container, pod.path + "." + std::string(field) + "[" + std::to_string(index) + "]", init, ephemeral});
      ++index;
    }
  };
  add("containers", false, false);
  add("initContainers", true, false);
  add("ephemeralContainers", false, true);
  return out;
}

std::vector<ContainerView> containers_of(const Resource& resource) { return containers_of(pod_of(resource)); }

}  // namespace bulkhead::kubernetes
