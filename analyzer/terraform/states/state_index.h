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
  /// The stack, and the index there, of the root module's resource whose argument `given` is `name`: the one of the reader's environment, else the
  /// only one; null where there is none or several may be meant. Resources of child modules are not looked at.
  std::pair<const StackPlan*, std::size_t> find_resource(std::string_view type, std::string_view given, std::string_view name, const Environment& reader);

 private:
  struct Place {
    const StackPlan* plan = nullptr;
    std::size_t index = 0;
  };
  using Places = std::multimap<std::string, Place, std::less<>>;

  void plan();
  void fill();
  Places places_of(std::string_view type, std::string_view given);

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  std::function<std::vector<StackPlan>()> plan_;
  std::vector<StackPlan> plans_;
  std::once_flag planned_, filled_;
  std::map<std::string, const StackPlan*> units_;
  std::multimap<std::string, const StackPlan*> writers_;
  std::mutex mutex_;
  std::map<std::string, Places, std::less<>> places_;   // by type and argument
};

}  // namespace bulkhead::terraform
