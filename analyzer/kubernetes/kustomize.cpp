// Kustomize files: what they name, and what they change that is not evaluated here.
#include <array>

#include "analyzer/kubernetes/manifests.h"
#include "analyzer/kubernetes/sources.h"

namespace bulkhead::kubernetes {
namespace {

constexpr std::array<std::string_view, 20> kTransformations = {
    "patches", "patchesStrategicMerge", "patchesJson6902", "namePrefix", "nameSuffix", "images", "replicas", "replacements", "vars", "transformers",
    "configMapGenerator", "secretGenerator", "generators", "helmCharts", "helmChartInflationGenerator", "components", "commonLabels", "labels",
    "commonAnnotations", "configurations"};

void add_path(const Kustomization& into, const data::Node* node, std::vector<std::string>& out) {
  if (!node || node->kind != data::NodeKind::string || node->text.find('\n') != std::string_view::npos) return;
  std::string joined = into.directory.empty() ? std::string(node->text) : into.directory + "/" + std::string(node->text);
  if (auto path = normalise_path(joined)) out.push_back(*path);
}

void read_patches(const data::Node& root, Kustomization& out) {
  for (std::string_view field : {"patches", "patchesStrategicMerge", "patchesJson6902"}) {
    const data::Node* list = root.get(field);
    if (!list) continue;
    for (const data::Node* item : list->items) add_path(out, item->kind == data::NodeKind::mapping ? item->get("path") : item, out.patches);
  }
}

}  // namespace

std::optional<Kustomization> read_kustomization(const Workspace& workspace, const SourceFile& file) {
  if (!is_kustomization(file.path)) return std::nullopt;
  Kustomization out{.file = file.id, .directory = std::string(directory_of(file.path))};
  for (const data::Document& document : workspace.data(file.id).tree.documents) {
    if (!document.root || document.root->kind != data::NodeKind::mapping) continue;
    const data::Node& root = *document.root;
    if (const data::Node* name = root.get("namespace"); name && name->kind == data::NodeKind::string) out.target_namespace = name->text;
    for (std::string_view field : {"resources", "bases", "crds"})
      if (const data::Node* list = root.get(field))
        for (const data::Node* item : list->items) add_path(out, item, out.resources);
    read_patches(root, out);
    for (std::string_view field : kTransformations) {
      const data::Node* value = root.get(field);
      bool empty = !value || (value->items.empty() && value->members.empty() && value->text.empty());
      if (empty || out.transformation) continue;
      out.transformation = value;
      out.transformation_name = field;
    }
  }
  return out;
}

std::vector<Diagnostic> unrendered_sources(const Workspace& workspace) {
  std::vector<Diagnostic> out;
  std::map<std::string, std::size_t> templates;
  for (const SourceFile& file : workspace.files()) {
    if (file.language != Language::yaml) continue;
    if (auto chart = chart_of_template(workspace, file.path)) {
      if (has_template_actions(workspace.text(file.id))) ++templates[*chart];
      continue;
    }
    auto kustomization = read_kustomization(workspace, file);
    if (!kustomization || !kustomization->transformation) continue;
    const data::Node& at = *kustomization->transformation;
    out.push_back({{file.id, at.begin, at.end},
                   "Kustomize `" + kustomization->transformation_name + "` is not rendered here: scan the output of `kustomize build` to cover the result",
                   Diagnostic::Severity::warning});
  }
  for (const auto& [directory, count] : templates) {
    const SourceFile* chart = workspace.find(directory.empty() ? "Chart.yaml" : directory + "/Chart.yaml");
    if (!chart) continue;
    out.push_back({{chart->id, 0, 0},
                   "Helm chart with " + std::to_string(count) + " template" + (count == 1 ? "" : "s") +
                       " that are not rendered here: scan the output of `helm template` to cover them",
                   Diagnostic::Severity::warning});
  }
  return out;
}

}  // namespace bulkhead::kubernetes
