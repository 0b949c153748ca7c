// A root module evaluated on demand: what is asked of it is computed, nothing else.
#pragma once
#include "analyzer/terraform/module_instance.h"
#include "analyzer/terraform/variable_value.h"

namespace bulkhead::terraform {

/// Declarations of the stack's root module; with Terragrunt, those of its unit.
std::shared_ptr<const ModuleFiles> root_files(StackState& state);

/// Not movable: the module's scope refers to its parts.
class RootEvaluation {
 public:
  /// `states` and `reader`: see StackState.
  RootEvaluation(ModuleCache& modules, StackPlan plan, const Vocabulary& vocabulary, StateIndex* states = nullptr, StackState* reader = nullptr);
  RootEvaluation(const RootEvaluation&) = delete;

  const StackPlan& plan() const { return plan_; }
  const ModuleFiles& files() const { return *files_; }
  ModuleInstance& root() { return root_; }
  StackState& state() { return state_; }
  const Unit& unit() const { return unit_; }
  Value variable(std::size_t index) { return root_.variable(index); }
  Value local(std::size_t index) { return root_.local(index); }
  /// True when a variable file, not the default, gives the value.
  bool is_given(std::string_view variable) const { return given_.contains(variable); }

 private:
  StackPlan plan_;
  Unit unit_;
  StackState state_;
  std::shared_ptr<const ModuleFiles> files_;
  GivenVariables given_;
  ModuleInstance root_;
};

}  // namespace bulkhead::terraform
