#include "analyzer/pipeline/parse_diagnostics.h"

#include "analyzer/model/parallel.h"
#include "parsers/dockerfile/ast.h"

namespace bulkhead {
namespace {

/// Below the templates folder of a chart.
bool helm_template(const Workspace& workspace, std::string_view path) {
  for (auto directory = directory_of(path); !directory.empty(); directory = directory_of(directory)) {
    if (file_name_of(directory) != "templates") continue;
    std::string chart(directory_of(directory));
    if (!chart.empty()) chart += '/';
    if (workspace.find(chart + "Chart.yaml")) return true;
  }
  return false;
}

/// A file of any other tool may be called .json; one that says apiVersion and kind is meant for Kubernetes.
bool kubernetes_json(std::string_view text) { return text.find("\"apiVersion\"") != text.npos && text.find("\"kind\"") != text.npos; }

void collect(const Workspace& workspace, const SourceFile& file, std::vector<Diagnostic>& out) {
  auto add = [&](const std::vector<Diagnostic>& diagnostics) { out.insert(out.end(), diagnostics.begin(), diagnostics.end()); };
  switch (file.language) {
    case Language::terraform:
    case Language::tfvars:
    case Language::hcl: add(workspace.hcl(file.id).diagnostics); break;
    case Language::terraform_json:
    case Language::tfvars_json: add(workspace.data(file.id).diagnostics); break;
    case Language::yaml:
      if (!helm_template(workspace, file.path)) add(workspace.data(file.id).diagnostics);
      break;
    case Language::json:
      if (kubernetes_json(workspace.text(file.id))) add(workspace.data(file.id).diagnostics);
      break;
    case Language::dockerfile: add(dockerfile::parse_dockerfile(file.id, workspace.text(file.id)).diagnostics); break;
    default: break;
  }
}

}  // namespace

std::vector<Diagnostic> parse_diagnostics(const Workspace& workspace, const SourceFile& file) {
  std::vector<Diagnostic> out;
  collect(workspace, file, out);
  return out;
}

std::vector<Diagnostic> parse_diagnostics(const Workspace& workspace, int jobs) {
  auto files = workspace.files();
  std::vector<std::shared_ptr<const std::vector<Diagnostic>>> found(files.size());
  parallel_for(files.size(), jobs, [&](std::size_t i) {
    found[i] = workspace.derived_of<std::vector<Diagnostic>>(files[i].id, "parse diagnostics", [&] { return parse_diagnostics(workspace, files[i]); });
  });
  std::vector<Diagnostic> out;
  for (const auto& part : found) out.insert(out.end(), part->begin(), part->end());
  return out;
}

}  // namespace bulkhead
