// Which stack of the estate writes which state.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/stacks.h"

namespace bulkhead::terraform {

/// Thread safe; filled when it is first asked. Lives as long as the cache and the vocabulary that it reads.
class StateIndex {
 public:
  /// `plan` gives all stacks of the estate; it is called once, when the first state is looked for.
  StateIndex(ModuleCache& modules, const Vocabulary& vocabulary, std::function<std::vector<StackPlan>()> plan)
      : modules_(modules), vocabulary_(vocabulary), plan_(std::move(plan)) {}

  /// The stack that writes the state of that name (StateName::text). Where the same name stands for several environments of a root, the one of
  /// the reader's environment; null when there is none or it cannot be told.
  const StackPlan* find(const std::string& name, const Environment& reader);
  /// The Terragrunt unit in a folder; null when there is none.
  const StackPlan* unit(const std::string& directory);

 private:
  void plan();
  void fill();

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  std::function<std::vector<StackPlan>()> plan_;
  std::vector<StackPlan> plans_;
  std::once_flag planned_, filled_;
  std::map<std::string, const StackPlan*> units_;
  std::multimap<std::string, const StackPlan*> writers_;
};

}  // namespace bulkhead::terraform
