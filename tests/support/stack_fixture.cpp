#include "tests/support/stack_fixture.h"

namespace bulkhead::testing {

const Resource* EvaluatedStack::find(std::string_view address) const {
  for (const Resource& resource : unit.resources)
    if (resource.address == address) return &resource;
  return nullptr;
}

Value EvaluatedStack::attribute(std::string_view address, std::string_view path) const {
  const Resource* resource = find(address);
  return resource ? resource->attributes.path(path) : Value();
}

std::string EvaluatedStack::json(std::string_view address, std::string_view path) const {
  if (!find(address)) return "(none)";
  return to_json(attribute(address, path), true);
}

std::string EvaluatedStack::problems() const {
  std::string out;
  for (const Diagnostic& problem : unit.diagnostics)
    out += (problem.at.valid() ? workspace.file(problem.at.file).path : "?") + ": " + problem.message + "\n";
  return out;
}

std::vector<std::string> EvaluatedStack::trail(std::string_view address, std::string_view path) const {
  std::vector<std::string> out;
  for (const Origin* origin = attribute(address, path).origin(); origin; origin = origin->via) {
    if (!origin->at.valid()) continue;
    std::string step = workspace.file(origin->at.file).path + ":" + std::to_string(workspace.lines(origin->at.file).at(origin->at.begin).line);
    if (!origin->step.empty()) step += " " + std::string(origin->step);
    out.push_back(step);
  }
  return out;
}

EvaluatedStack evaluate(Files files, std::string directory, std::string workspace) {
  EvaluatedStack out{Workspace::from_memory(std::move(files)), {}};
  terraform::StackPlan plan;
  plan.directory = std::move(directory);
  plan.workspace = std::move(workspace);
  out.unit = terraform::evaluate_stack(out.workspace, plan, Vocabulary(), Config());
  return out;
}

std::vector<std::string> plans_of(Files files, const Config& config) {
  Workspace workspace = Workspace::from_memory(std::move(files));
  std::vector<std::string> out;
  for (const terraform::StackPlan& plan : terraform::plan_stacks(workspace, Vocabulary(config), config)) {
    std::string line = plan.id + " " + (plan.workspace.empty() ? "?" : plan.workspace) + " " + (plan.environment.environment.known() ? plan.environment.environment.name : "?");
    for (FileId file : plan.var_files) line += " < " + workspace.file(file).path;
    for (const auto& [name, value, at] : plan.variables) line += " " + name + "=" + value;
    for (FileId file : plan.backend_files) line += " backend " + workspace.file(file).path;
    for (const auto& [name, value] : plan.backend) line += " backend " + name + "=" + value;
    out.push_back(line);
  }
  return out;
}

}  // namespace bulkhead::testing
