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

EvaluatedEstate::EvaluatedEstate(Files files) : workspace(Workspace::from_memory(std::move(files))), modules(workspace) {
  plans = terraform::plan_stacks(modules, vocabulary, Config());
  states = std::make_unique<terraform::StateIndex>(modules, vocabulary, [this] { return std::make_shared<const std::vector<terraform::StackPlan>>(plans); });
  for (const auto& plan : plans) units.push_back(terraform::evaluate_stack(modules, plan, vocabulary, Config(), states.get()));
}

Value EvaluatedEstate::attribute(std::string_view stack, std::string_view address, std::string_view path) const {
  for (const Unit& unit : units)
    if (unit.id == stack)
      for (const Resource& resource : unit.resources)
        if (resource.address == address) return resource.attributes.path(path);
  return {};
}

std::string EvaluatedEstate::json(std::string_view stack, std::string_view address, std::string_view path) const {
  return to_json(attribute(stack, address, path));
}

std::string EvaluatedEstate::line(const Value& value) const {
  SourceSpan at = decisive_span(value.origin());
  if (!at.valid()) return "";
  return workspace.file(at.file).path + ":" + std::to_string(workspace.lines(at.file).at(at.begin).line);
}

std::string EvaluatedEstate::place(const Value& value) const {
  SourceSpan at = decisive_span(value.origin());
  return at.valid() ? line(value) + ":" + std::to_string(workspace.lines(at.file).at(at.begin).column) : "";
}

std::string EvaluatedEstate::problems() const {
  std::string out;
  for (const Unit& unit : units)
    for (const Diagnostic& problem : unit.diagnostics) out += unit.id + ": " + problem.message + "\n";
  return out;
}

std::string EvaluatedEstate::stacks() const {
  std::string out;
  for (const auto& plan : plans) out += (out.empty() ? "" : ", ") + plan.id + " " + plan.environment.environment.name;
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
