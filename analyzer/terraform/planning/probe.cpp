#include "analyzer/terraform/planning/probe.h"

namespace bulkhead::terraform {
namespace {

StackPlan plan_of(const std::string& directory) {
  StackPlan plan;
  plan.directory = directory;
  return plan;
}

}  // namespace

Probe::Probe(ModuleCache& modules, const std::string& directory, const Vocabulary& vocabulary)
    : plan_(plan_of(directory)), files_(modules.module(directory)), state_(modules, plan_, vocabulary, unit_), given_(read_given_variables(state_)),
      root_(state_, files_, given_) {}

Value Probe::evaluate(const LocatedExpression& expression) {
  return expression.expression ? state_.evaluate(*expression.expression, expression.file, root_) : Value();
}

}  // namespace bulkhead::terraform
