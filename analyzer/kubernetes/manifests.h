// Kubernetes manifests: plain files and the output of `helm template`.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::kubernetes {

/// Files that are applied together: a plain folder, an overlay written out as plain files, or one file of rendered Helm output.
struct ManifestSetPlan {
  std::string directory;
  std::string id;
  std::vector<FileId> files;
  Classification environment;
  /// Where labels and names say which environment a namespace belongs to, over all sets; namespaces that two clusters disagree about are left out.
  std::shared_ptr<const std::map<std::string, Classification>> namespaces;
  /// Kustomize patches among the files: incomplete objects. They become resources of type "KustomizePatch".
  std::vector<FileId> patches;
};

/// Groups YAML and JSON files that hold Kubernetes objects (apiVersion and kind) by folder; a file with `# Source:` comments is a set of its own.
/// Helm chart templates (a `templates/` folder beside Chart.yaml) and Kustomize files that are not rendered here are named in a diagnostic, not guessed.
std::vector<ManifestSetPlan> plan_manifest_sets(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config);

/// What is there but not rendered by bulkhead: one warning per Helm chart with templates, one per Kustomize file with transformations that are
/// not evaluated (patches, generators, name and image changes).
std::vector<Diagnostic> unrendered_sources(const Workspace& workspace);

/// One Resource per object (`List` kinds are opened). The environment of an object is its namespace's where that says more than the set's.
Unit evaluate_manifest_set(const Workspace& workspace, const ManifestSetPlan& plan, const Vocabulary& vocabulary, const Config& config);

/// The pod of a workload: where its spec stands in the attributes of Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet,
/// ReplicationController, Job, CronJob, PodTemplate, Knative Service, Argo Rollout … Missing value for other kinds.
/// Kustomize patches are not judged as workloads: missing for them as well.
struct PodView {
  Value spec;
  Value metadata;                        // of the pod template
  std::string path;                      // "spec.template.spec"
};
PodView pod_of(const Resource& resource);
/// The same for an object of any resource type, patches included.
PodView pod_of_object(const Value& object);
/// Containers, init containers and ephemeral containers, in that order, each with its path ("spec.template.spec.containers[0]").
struct ContainerView {
  Value container;
  std::string path;
  bool init = false, ephemeral = false;
};
std::vector<ContainerView> containers_of(const Resource& resource);
std::vector<ContainerView> containers_of(const PodView& pod);

}  // namespace bulkhead::kubernetes
