// Completes the stacks of a root module by what pipelines and scripts run.
#pragma once
#include <map>
#include <string_view>
#include <vector>

#include "analyzer/terraform/planning/run_environments.h"
#include "analyzer/terraform/stacks.h"

namespace bulkhead::terraform {

/// What a run tells its environment by, surest first.
enum class RunKind { files, workspace, other };

class RunMerger {
 public:
  RunMerger(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary, std::vector<EnvironmentRun> runs)
      : modules_(modules), root_(root), vocabulary_(vocabulary), runs_(std::move(runs)) {}

  bool empty() const { return runs_.empty(); }
  /// The runs of one kind: each completes the stack of its environment. Where none of `plans` is of it, a run with variable files adds a stack; a
  /// run of another kind does where `plans` was empty. `workspace` is what stacks have that are not told theirs. `own` is the environment that
  /// the root module's folder and backend name: what a pipeline calls its deployment does not overrule it.
  void merge(RunKind kind, std::vector<StackPlan>& plans, std::string_view workspace, const Environment& own = {});
  /// The only stack of a root module takes over what all runs of it say.
  void complete(StackPlan& plan) const;

 private:
  static RunKind kind_of(const Run& run);
  StackPlan* find(const EnvironmentRun& known, std::vector<StackPlan>& plans);
  void take(const Run& run, StackPlan& plan) const;
  void take_variable(const GivenText& given, bool files_win, StackPlan& plan) const;

  ModuleCache& modules_;
  const std::string& root_;
  const Vocabulary& vocabulary_;
  std::vector<EnvironmentRun> runs_;
  std::map<std::size_t, const Run*> taken_;   // index in plans -> the run that completed it
};

}  // namespace bulkhead::terraform
