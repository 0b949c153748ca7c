// Files -> manifest sets.
#include <algorithm>
#include <set>

#include "analyzer/kubernetes/declarations.h"
#include "analyzer/kubernetes/manifests.h"
#include "analyzer/kubernetes/sources.h"
#include "analyzer/model/from_data.h"

namespace bulkhead::kubernetes {
namespace {

using NamespaceMap = std::map<std::string, Classification>;

/// Collects what is said of namespaces; a name with two different answers is several namespaces and gives none.
class NamespaceIndex {
 public:
  void add(const std::string& name, const Classification& found) {
    auto [it, fresh] = known_.try_emplace(name, found);
    if (!fresh && !(it->second.environment == found.environment)) disputed_.insert(name);
  }
  /// Only where nothing else is said.
  void add_weak(const std::string& name, const Classification& found) {
    if (!disputed_.contains(name)) known_.try_emplace(name, found);
  }
  std::shared_ptr<const NamespaceMap> finish() {
    for (const std::string& name : disputed_) known_.erase(name);
    return std::make_shared<const NamespaceMap>(std::move(known_));
  }

 private:
  NamespaceMap known_;
  std::set<std::string> disputed_;
};

/// Names of namespaces, and what Namespace objects declare. (A name alone counts wherever it is used.)
struct NamespaceReader {
  const Vocabulary& vocabulary;
  const Config& config;
  NamespaceIndex index;
  std::set<std::string> names;

  void read(const std::vector<ObjectSource>& objects, FileId file) {
    for (const ObjectSource& object : objects) {
      const data::Node* metadata = object.root->get("metadata");
      bool declares = object.root->get("kind")->text == "Namespace";
      const data::Node* name = metadata ? metadata->get(declares ? "name" : "namespace") : nullptr;
      if (!name || name->text.empty()) continue;
      names.insert(std::string(name->text));
      if (!declares) continue;
      Arena arena;
      Classification found = declared_environment(value_from(metadata, file, arena, false, nullptr, YamlBooleans::kubernetes), vocabulary, config);
      if (found.environment.known()) index.add(std::string(name->text), found);
    }
  }

  /// Weak words of names count where a sibling shows that they mean an environment.
  std::shared_ptr<const NamespaceMap> finish() {
    std::vector<std::string_view> siblings(names.begin(), names.end());
    for (const std::string& name : names) {
      Classification found = classify_namespace(name, vocabulary, config, {}, siblings);
      if (found.environment.known()) index.add_weak(name, found);
    }
    return index.finish();
  }
};

/// Files that Kustomize files of the workspace use as patches.
std::set<std::string> patch_files(const Workspace& workspace) {
  std::set<std::string> out;
  for (const SourceFile& file : workspace.files())
    if (auto kustomization = read_kustomization(workspace, file)) out.insert(kustomization->patches.begin(), kustomization->patches.end());
  return out;
}

bool rendered_by_helm(const std::vector<ObjectSource>& objects) {
  return std::any_of(objects.begin(), objects.end(), [](const ObjectSource& object) { return object.helm_source.has_value(); });
}

/// A template that is nothing before it is rendered.
bool needs_rendering(const Workspace& workspace, const SourceFile& file) {
  return chart_of_template(workspace, file.path) && has_template_actions(workspace.text(file.id));
}

}  // namespace

std::vector<ManifestSetPlan> plan_manifest_sets(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config) {
  std::set<std::string> patches = patch_files(workspace);
  std::map<std::string, ManifestSetPlan> sets;   // by id
  NamespaceReader namespaces{vocabulary, config, {}, {}};
  for (const SourceFile& file : workspace.files()) {
    bool kustomization = is_kustomization(file.path);
    if (!kustomization && (!may_hold_objects(workspace, file) || needs_rendering(workspace, file))) continue;
    std::vector<ObjectSource> objects = objects_in(workspace, file.id);
    if (objects.empty() && !kustomization) continue;
    bool own_set = rendered_by_helm(objects);
    std::string directory(directory_of(file.path));
    std::string id = own_set ? file.path : directory.empty() ? "." : directory;
    ManifestSetPlan& plan = sets[id];
    if (plan.files.empty()) {
      plan.directory = directory;
      plan.id = id;
      plan.environment = classify_path(own_set ? file.path : directory + "/", vocabulary, config);
    }
    plan.files.push_back(file.id);
    if (patches.contains(file.path)) plan.patches.push_back(file.id);
    else namespaces.read(objects, file.id);
  }
  std::vector<ManifestSetPlan> out;
  auto shared = namespaces.finish();
  for (auto& [id, plan] : sets) {
    plan.namespaces = shared;
    out.push_back(std::move(plan));
  }
  return out;
}

}  // namespace bulkhead::kubernetes
