// A root module evaluated with an unknown workspace, to read its maps and prefixes before its environments are known.
#pragma once
#include "analyzer/terraform/module_instance.h"
#include "analyzer/terraform/planning/selector.h"
#include "analyzer/terraform/variable_value.h"

namespace bulkhead::terraform {

class Probe {
 public:
  Probe(ModuleCache& modules, const std::string& directory, const Vocabulary& vocabulary);

  const ModuleFiles& files() const { return *files_; }
  Value evaluate(const LocatedExpression& expression);
  Value variable(std::size_t index) { return root_.variable(index); }
  Value local(std::size_t index) { return root_.local(index); }
  /// True when a variable file, not the default, gives the value.
  bool is_given(std::string_view variable) const { return given_.contains(variable); }

 private:
  StackPlan plan_;
  Unit unit_;
  std::shared_ptr<const ModuleFiles> files_;
  StackState state_;
  GivenVariables given_;
  ModuleInstance root_;
};

}  // namespace bulkhead::terraform
