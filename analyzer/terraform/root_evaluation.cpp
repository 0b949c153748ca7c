#include "analyzer/terraform/root_evaluation.h"

namespace bulkhead::terraform {

RootEvaluation::RootEvaluation(ModuleCache& modules, StackPlan plan, const Vocabulary& vocabulary, StateIndex* states, StackState* reader)
    : plan_(std::move(plan)), files_(modules.module(plan_.directory)), state_(modules, plan_, vocabulary, unit_, states, reader),
      given_(read_given_variables(state_)), root_(state_, files_, given_) {
  for (const auto& owner : files_->owners) unit_.owners.push_back(owner);
}

}  // namespace bulkhead::terraform
