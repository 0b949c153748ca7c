#include "analyzer/terraform/planning/run_merger.h"

#include <algorithm>

#include "analyzer/terraform/planning/given_place.h"
#include "analyzer/terraform/planning/variable_files.h"

namespace bulkhead::terraform {

RunKind RunMerger::kind_of(const Run& run) {
  if (!run.var_files.empty()) return RunKind::files;
  return run.workspace.empty() || run.workspace == "default" ? RunKind::other : RunKind::workspace;
}

void RunMerger::merge(RunKind kind, std::vector<StackPlan>& plans, std::string_view workspace, const Environment& own) {
  bool nothing_yet = plans.empty();
  for (const EnvironmentRun& known : runs_) {
    const Environment& environment = known.environment.environment;
    if (kind_of(known.run) != kind || !environment.known()) continue;
    if (known.by_deployment && own.known() && own != environment) continue;
    StackPlan* plan = find(known, plans);
    if (!plan) {
      if (!nothing_yet && kind != RunKind::files) continue;
      plans.emplace_back();
      plan = &plans.back();
      plan->directory = root_;
      plan->workspace = workspace;
      plan->environment = known.environment;
    }
    take(known.run, *plan);
    taken_[static_cast<std::size_t>(plan - plans.data())] = &known.run;
  }
}

/// A stack with one of the run's own files; else the only stack of the environment that no other run has completed.
StackPlan* RunMerger::find(const EnvironmentRun& known, std::vector<StackPlan>& plans) {
  StackPlan* only = nullptr;
  int times = 0;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    StackPlan& plan = plans[i];
    if (plan.environment.environment != known.environment.environment) continue;
    auto taken = taken_.find(i);
    if (taken != taken_.end() && *taken->second == known.run) return &plan;
    if (taken != taken_.end() && !known.run.var_files.empty() && !taken->second->var_files.empty() && taken->second->var_files != known.run.var_files) continue;
    bool other_workspace = taken != taken_.end() && !known.run.workspace.empty() && !taken->second->workspace.empty() && taken->second->workspace != known.run.workspace;
    if (other_workspace) continue;
    bool shares = std::any_of(known.run.var_files.begin(), known.run.var_files.end(), [&](FileId file) {
      return std::find(plan.var_files.begin(), plan.var_files.end(), file) != plan.var_files.end() &&
             classify_variable_file(modules_.workspace().file(file), root_, vocabulary_).environment.known();
    });
    if (shares) return &plan;
    if (!plan.var_files.empty() && !known.run.var_files.empty()) continue;
    only = &plan;
    ++times;
  }
  return times == 1 ? only : nullptr;
}

void RunMerger::take(const Run& run, StackPlan& plan) const {
  // What a root module's maps call the workspace is known better there than from what it is called where it is hosted.
  if (!run.workspace.empty() && (!run.hosted || plan.workspace.empty() || plan.workspace == "default")) plan.workspace = run.workspace;
  if (!run.var_files.empty()) plan.var_files = run.var_files;
  if (!run.backend_files.empty()) plan.backend_files = run.backend_files;
  if (!run.backend.empty()) plan.backend = run.backend;
  for (const auto& [name, text] : run.variables) take_variable({name, text, find_given_place(modules_.workspace(), run.at, name, text)}, false, plan);
  for (const GivenText& given : run.stored) take_variable(given, false, plan);
  for (const auto& [name, text] : run.ambient) take_variable({name, text, find_given_place(modules_.workspace(), run.at, "TF_VAR_" + name, text)}, true, plan);
}

/// Collections are written as expressions in the environment: they stay unknown. Names that the root module does not declare are nobody's.
void RunMerger::take_variable(const GivenText& given, bool files_win, StackPlan& plan) const {
  auto module = modules_.module(root_);
  bool collection = given.text.find_first_of("[{") == 0;
  bool known = std::any_of(plan.variables.begin(), plan.variables.end(), [&](const GivenText& one) { return one.name == given.name; });
  if (known || collection || !module->variable_index.contains(given.name)) return;
  if (files_win && is_given_by_file(modules_.workspace(), root_, plan.var_files, given.name)) return;
  plan.variables.push_back(given);
}

void RunMerger::complete(StackPlan& plan) const {
  if (runs_.size() == 1) take(runs_[0].run, plan);
}

}  // namespace bulkhead::terraform
