#include "analyzer/terraform/root_evaluation.h"

#include "analyzer/terraform/terragrunt/unit_evaluation.h"

namespace bulkhead::terraform {

std::shared_ptr<const ModuleFiles> root_files(StackState& state) {
  terragrunt::UnitEvaluation* unit = state.terragrunt();
  return unit ? unit->module_files(state.plan().directory) : state.modules().module(state.plan().directory);
}

RootEvaluation::RootEvaluation(ModuleCache& modules, StackPlan plan, const Vocabulary& vocabulary, StateIndex* states, StackState* reader)
    : plan_(std::move(plan)), state_(modules, plan_, vocabulary, unit_, states, reader), files_(root_files(state_)),
      given_(read_given_variables(state_)), root_(state_, files_, given_) {
  for (const auto& owner : files_->owners) unit_.owners.push_back(owner);
}

const std::string& StackPlan::place() const { return unit ? unit->directory : directory; }

}  // namespace bulkhead::terraform
