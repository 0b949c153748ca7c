// Which files hold what: plain objects, Helm templates, Kustomize files and their patches.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead::kubernetes {

/// One object's root mapping in a file.
struct ObjectSource {
  const data::Node* root = nullptr;
  std::optional<SourceSpan> helm_source;  // the `# Source:` comment above it
};

/// `apiVersion` and `kind` at the top: true for every Kubernetes-shaped object.
bool is_object(const data::Node* node);
/// The objects of a file's documents, in order; lists are not opened. Empty for files that hold none.
std::vector<ObjectSource> objects_in(const Workspace& workspace, FileId file);
/// Cheap test by text: whether parsing the file could give an object at all.
bool may_hold_objects(const Workspace& workspace, const SourceFile& file);

/// A kustomization.yaml, kustomization.yml or Kustomization.
bool is_kustomization(std::string_view path);
/// Directory of the chart when `path` is one of its templates ("a/templates/x.yaml" beside "a/Chart.yaml").
std::optional<std::string> chart_of_template(const Workspace& workspace, std::string_view path);
/// Whether the text holds Go template actions outside comments and so is nothing before it is rendered.
bool has_template_actions(std::string_view text);

/// What one Kustomize file says.
struct Kustomization {
  FileId file = FileId::none;
  std::string directory;
  std::string_view target_namespace;       // `namespace:`
  std::vector<std::string> patches;        // paths of patch files
  std::vector<std::string> resources;      // paths of files and folders
  const data::Node* transformation = nullptr;   // first field that changes objects in a way that is not evaluated here
  std::string transformation_name;
};
std::optional<Kustomization> read_kustomization(const Workspace& workspace, const SourceFile& file);

/// Charts by their name (last one wins is never needed: all directories are kept).
std::multimap<std::string, std::string> chart_directories(const Workspace& workspace);
/// The template a rendered object came from: "shop/templates/api.yaml" of `# Source: shop/templates/api.yaml`, when the chart is in the workspace.
const SourceFile* template_of_source(const Workspace& workspace, const std::multimap<std::string, std::string>& charts, std::string_view source);
/// "shop/templates/api.yaml" of a comment "# Source: shop/templates/api.yaml"; empty for other comments.
std::string_view source_path(std::string_view comment);

}  // namespace bulkhead::kubernetes
