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
    : RootEvaluation(modules, plan_of(directory), vocabulary) {}

Value Probe::evaluate(const LocatedExpression& expression) {
  return expression.expression ? state().evaluate(*expression.expression, expression.file, root()) : Value();
}

}  // namespace bulkhead::terraform
