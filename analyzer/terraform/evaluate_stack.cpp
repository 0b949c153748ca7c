#include <algorithm>

#include "analyzer/terraform/emission.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/stacks.h"
#include "analyzer/terraform/variable_value.h"

namespace bulkhead::terraform {
namespace {

/// One diagnostic for what several instances of the same block met.
void remove_repeated(std::vector<Diagnostic>& diagnostics) {
  auto less = [](const Diagnostic& a, const Diagnostic& b) { return a.at != b.at ? a.at < b.at : a.message < b.message; };
  std::stable_sort(diagnostics.begin(), diagnostics.end(), less);
  auto same = [](const Diagnostic& a, const Diagnostic& b) { return a.at == b.at && a.message == b.message; };
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

}  // namespace

Unit evaluate_stack(ModuleCache& modules, const StackPlan& plan, const Vocabulary& vocabulary, const Config&, StateIndex* states) {
  Unit unit;
  unit.kind = UnitKind::terraform_stack;
  unit.id = !plan.id.empty() ? plan.id : plan.siblings.size() > 1 ? plan.directory + "@" + plan.environment.environment.name : plan.directory;
  unit.directory = plan.place();
  unit.environment = plan.environment;
  unit.diagnostics = plan.diagnostics;
  StackState state(modules, plan, vocabulary, unit, states);
  auto files = root_files(state);
  for (const auto& owner : files->owners) unit.owners.push_back(owner);
  unit.diagnostics.insert(unit.diagnostics.end(), files->diagnostics.begin(), files->diagnostics.end());
  GivenVariables given = read_given_variables(state);
  ModuleInstance root(state, files, given);
  emit_resources(root);
  remove_repeated(unit.diagnostics);
  return unit;
}

Unit evaluate_stack(const Workspace& workspace, const StackPlan& plan, const Vocabulary& vocabulary, const Config& config) {
  ModuleCache modules(workspace);
  return evaluate_stack(modules, plan, vocabulary, config);
}

}  // namespace bulkhead::terraform
