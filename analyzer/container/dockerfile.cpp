#include "analyzer/container/dockerfile_view.h"
#include "analyzer/container/unknowns.h"
#include "analyzer/container/units.h"
#include "analyzer/environments/inference.h"

namespace bulkhead::container {
namespace {

/// Images belong to every environment, unless bulkhead.yaml gives the file to one.
Classification configured_environment(std::string_view path, const Vocabulary& vocabulary, const Config& config) {
  Classification found = classify_path(path, vocabulary, config);
  return found.reason.signal == EnvironmentReason::Signal::configuration ? found : Classification{};
}

}  // namespace

Unit evaluate_dockerfile(const Workspace& workspace, FileId file, const Vocabulary& vocabulary, const Config& config) {
  const SourceFile& source = workspace.file(file);
  std::string_view text = workspace.text(file);
  Unit unit;
  unit.kind = UnitKind::dockerfile;
  unit.id = source.path;
  unit.directory = std::string(directory_of(source.path));
  unit.environment = configured_environment(source.path, vocabulary, config);
  auto parsed = dockerfile::parse_dockerfile(file, text);
  unit.diagnostics = std::move(parsed.diagnostics);
  unit.arena = std::move(parsed.tree.arena);   // values show parts of the tree
  ValueBuilder build(unit.arena, file);
  BuildPlan plan = plan_build(parsed.tree, build, unit.diagnostics);
  if (plan.stages.empty()) return unit;
  Resource resource;
  resource.technology = Technology::dockerfile;
  resource.type = resource.address = "Dockerfile";
  resource.name = file_name_of(source.path);
  const dockerfile::Instruction& last = *plan.stages.back().from;
  resource.header = {file, last.begin, last.end};
  resource.attributes = dockerfile_attributes(parsed.tree, text, plan, build, unit.diagnostics);
  resource.environment = unit.environment;
  unit.unknown_values = count_unknowns(resource.attributes);
  unit.resources.push_back(resource);
  return unit;
}

}  // namespace bulkhead::container
