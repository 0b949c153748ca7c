#include "analyzer/container/compose_load.h"
#include "analyzer/container/compose_merge.h"
#include "analyzer/container/unknowns.h"
#include "analyzer/container/units.h"

namespace bulkhead::container {
namespace {

struct Section {
  const char* name;
  const char* type;
};
constexpr Section kSections[] = {{"services", "service"}, {"networks", "network"}, {"volumes", "volume"}, {"secrets", "secret"}, {"configs", "config"}};

}  // namespace

Unit evaluate_compose_project(const Workspace& workspace, const ComposePlan& plan, const Vocabulary&, const Config&) {
  Unit unit;
  unit.kind = UnitKind::compose_project;
  unit.id = plan.id;
  unit.directory = plan.directory;
  unit.environment = plan.environment;
  if (plan.files.empty()) return unit;
  ComposeModel model = ComposeLoader(workspace, unit.arena, unit.diagnostics).load_project(plan.files);
  ValueBuilder build(unit.arena, plan.files.front());
  for (const Section& section : kSections) {
    for (const Entry& entry : model[section.name]) {
      Resource resource;
      resource.technology = Technology::compose;
      resource.type = section.type;
      resource.name = entry.key;
      resource.address = build.keep(std::string(section.type) + "/" + std::string(entry.key));
      resource.header = entry.key_span;
      resource.attributes = without_marks(entry.value, build);
      resource.environment = plan.environment;
      unit.unknown_values += count_unknowns(resource.attributes);
      unit.resources.push_back(resource);
    }
  }
  return unit;
}

}  // namespace bulkhead::container
