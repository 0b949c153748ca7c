// Which stack of the estate writes which state.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/stacks.h"

namespace bulkhead::terraform {

struct Lookup;

/// Thread safe; filled when it is first asked. Lives as long as the cache and the vocabulary that it reads.
class StateIndex {
 public:
  using Plans = std::shared_ptr<const std::vector<StackPlan>>;
  /// `plan` gives all stacks of the estate; it is called once, when the first state is looked for.
  StateIndex(ModuleCache& modules, const Vocabulary& vocabulary, std::function<Plans()> plan)
      : modules_(modules), vocabulary_(vocabulary), plan_(std::move(plan)) {}

  /// The stack that writes the state of that name (StateName::text). Where the same name stands for several environments of a root, the one of
  /// the reader's environment; null when there is none or it cannot be told.
  const StackPlan* find(const std::string& name, const Environment& reader);
  /// The Terragrunt unit in a folder; null when there is none.
  const StackPlan* unit(const std::string& directory);
  struct ResourcePlace {
    const StackPlan* plan = nullptr;   // null: none
    std::string address;               // of the instance, its modules in front
  };
  /// The resource that a data source finds by `name` (lookup_name()), with its stack: the one of the reader's environment, else the only one; none where
  /// several may be meant.
  ResourcePlace find_resource(const Lookup& row, const std::string& name, const Environment& reader);

  /// Whoever asks is noted as having heard the answer (Reads::heard); this is the answer of today to such a question.
  std::uint64_t answer(const std::string& question);

 private:
  using Question = std::initializer_list<std::string_view>;
  using Place = ResourcePlace;
  using Places = std::multimap<std::string, Place, std::less<>>;

  void plan();
  void fill();
  std::vector<std::string> names_of(const StackPlan& plan);
  std::vector<std::pair<std::string, std::string>> resources_of(const StackPlan& plan, std::string_view type, std::string_view given, std::string_view scope);
  Places places_of(std::string_view type, std::string_view given, std::string_view scope);
  const StackPlan* writer(const std::string& name, std::string_view reader);
  const StackPlan* unit_in(const std::string& directory);
  Place resource(std::string_view type, std::string_view given, std::string_view scope, std::string_view name, std::string_view reader);
  std::uint64_t ask(const std::string& question);
  std::uint64_t hash_of(const Place& place) const;
  void tell(Question question, const Place& answer) const;
  /// "what" of the stack, as it is kept with the workspace.
  std::string key_of(std::string_view what, const StackPlan& plan) const;

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  std::function<Plans()> plan_;
  Plans plans_;
  std::vector<std::uint64_t> hashes_;   // of the plans
  std::once_flag planned_, filled_;
  std::map<std::string, const StackPlan*> units_;
  std::multimap<std::string, const StackPlan*> writers_;
  std::mutex mutex_;
  std::map<std::string, Places, std::less<>> places_;   // by type, argument and scope
  std::mutex answers_mutex_;
  std::unordered_map<std::string, std::uint64_t> answers_;   // by question: units ask the same again and again
};

}  // namespace bulkhead::terraform
