#include <algorithm>
#include <map>

#include "analyzer/environments/inference.h"
#include "analyzer/model/parallel.h"
#include "analyzer/terraform/plan_hash.h"
#include "analyzer/terraform/planning/backend_files.h"
#include "analyzer/terraform/planning/environment_names.h"
#include "analyzer/terraform/planning/hosted_workspaces.h"
#include "analyzer/terraform/planning/roots.h"
#include "analyzer/terraform/planning/run_merger.h"
#include "analyzer/terraform/planning/single_environment.h"
#include "analyzer/terraform/planning/terragrunt_units.h"
#include "analyzer/terraform/planning/variable_files.h"
#include "analyzer/terraform/stacks.h"
#include "analyzer/terraform/terragrunt/unit_plan.h"

namespace bulkhead::terraform {
namespace {

bool configured(const Classification& classification) { return classification.reason.signal == EnvironmentReason::Signal::configuration; }

class RootPlanner {
 public:
  /// `runs`: what pipelines and scripts run in this folder.
  RootPlanner(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary, const Config& config, const std::vector<Run>& runs)
      : modules_(modules), vocabulary_(vocabulary), config_(config), root_(root), probe_(modules, root, vocabulary),
        runs_(modules, root, vocabulary, classify_runs(modules, runs, vocabulary, config)) {}

  std::vector<StackPlan> plan() {
    SelectorUse workspaces = find_selector_use(probe_.files(), "terraform", "workspace");
    std::vector<NamedEnvironment> named;
    if (workspaces.used) named = name_environments(workspaces, probe_, modules_.workspace(), vocabulary_, "terraform.workspace");
    std::string workspace = workspaces.used ? "" : "default";
    by_variable_files(named, workspaces.used);
    runs_.merge(RunKind::files, plans_, workspace);
    if (plans_.empty() && workspaces.used) by_workspaces(named);
    runs_.merge(RunKind::workspace, plans_, workspace);
    if (plans_.empty() && !workspaces.used) by_variable();
    if (!runs_.empty()) runs_.merge(RunKind::other, plans_, workspace, classify_root(probe_, vocabulary_, config_).environment);
    by_backend_files(workspace);
    if (plans_.empty()) single(workspace);
    finish();
    return std::move(plans_);
  }

 private:
  StackPlan& add(const Classification& environment, std::string workspace) {
    StackPlan plan;
    plan.directory = root_;
    plan.workspace = std::move(workspace);
    plan.environment = environment;
    plans_.push_back(std::move(plan));
    return plans_.back();
  }

  void by_variable_files(const std::vector<NamedEnvironment>& workspaces, bool workspace_used) {
    for (VariableFileSet& set : find_variable_files(modules_, root_, vocabulary_)) {
      Classification environment = set.classification;
      Classification path = classify_path(modules_.workspace().file(set.files[0]).path, vocabulary_, config_);
      if (configured(path)) environment = path;
      std::string workspace = workspace_used ? "" : "default";
      for (const NamedEnvironment& named : workspaces)
        if (named.classification.environment.name == set.classification.environment.name) workspace = named.selected;
      add(environment, workspace).var_files = std::move(set.files);
    }
  }

  /// A backend's files name environments where nothing else does, and complete those that are known.
  void by_backend_files(const std::string& workspace) {
    auto files = find_backend_files(modules_, root_, vocabulary_);
    bool none = plans_.empty();
    for (const auto& [name, backend] : files) {
      if (none && files.size() > 1) add(backend.environment, workspace);
      StackPlan* only = nullptr;
      int times = 0;
      for (StackPlan& plan : plans_)
        if (plan.environment.environment.name == name) only = &plan, ++times;
      if (times == 1 && only->backend_files.empty()) only->backend_files = {backend.file};
    }
  }

  void by_workspaces(const std::vector<NamedEnvironment>& workspaces) {
    for (const NamedEnvironment& named : workspaces) {
      Classification told = classify_workspace(named.selected, vocabulary_, config_, named.classification.reason.at);
      add(configured(told) ? told : named.classification, named.selected);
    }
    if (!plans_.empty()) return;
    for (const EnvironmentConfig& environment : config_.environments)
      for (const std::string& workspace : environment.workspaces)
        if (workspace.find_first_of("*?[") == std::string::npos) add(classify_workspace(workspace, vocabulary_, config_, environment.at), workspace);
  }

  /// A root that is applied with `-var environment=…`: its maps and comparisons name the values.
  void by_variable() {
    const ModuleFiles& files = probe_.files();
    if (files.backends.empty() && files.providers.empty()) return;
    for (std::size_t i = 0; i < files.variables.size(); ++i) {
      const VariableDeclaration& variable = files.variables[i];
      std::string name(variable.block.name);
      if (!is_environment_name(name) || probe_.is_given(name)) continue;
      SelectorUse use = find_selector_use(files, "var", name);
      add_validation(variable, use);
      auto named = name_environments(use, probe_, modules_.workspace(), vocabulary_, "var." + name);
      if (named.size() < 2) continue;
      for (const NamedEnvironment& environment : named) add(environment.classification, "default").variables = {{name, environment.selected}};
      return;
    }
  }

  /// validation { condition = contains(["staging", "production"], var.environment) }
  static void add_validation(const VariableDeclaration& variable, SelectorUse& use) {
    const Member* validation = variable.block.member("validation");
    if (!validation) return;
    for (const LocatedBlock& located : validation->blocks) {
      const hcl::Attribute* condition = located.block->body ? located.block->body->attribute("condition") : nullptr;
      if (!condition || !condition->value || condition->value->kind != hcl::ExpressionKind::call) continue;
      const auto& call = condition->value->as<hcl::Call>();
      if (call.name == "contains" && call.arguments.size() == 2) use.lists.push_back({call.arguments[0], located.file});
    }
  }

  void single(std::string workspace) {
    add(classify_root(probe_, vocabulary_, config_), std::move(workspace));
    runs_.complete(plans_[0]);
    if (auto files = find_backend_files(modules_, root_, vocabulary_); files.contains(plans_[0].environment.environment.name) && plans_[0].backend_files.empty())
      plans_[0].backend_files = {files.at(plans_[0].environment.environment.name).file};
  }

  void finish() {
    auto name_of = [](const StackPlan& plan) -> const std::string& { return plan.environment.environment.name; };
    if (!runs_.empty()) std::stable_sort(plans_.begin(), plans_.end(), [&](const StackPlan& a, const StackPlan& b) { return name_of(a) < name_of(b); });
    std::map<std::string, int> times;
    for (const StackPlan& plan : plans_) ++times[plan.environment.environment.name];
    std::vector<std::string> names;
    for (const auto& [name, count] : times) names.push_back(name);
    std::string directory = root_.empty() ? "." : root_;
    for (StackPlan& plan : plans_) {
      const std::string& name = plan.environment.environment.name;
      plan.id = plans_.size() == 1 ? directory : directory + "@" + (times[name] == 1 ? name : distinct_name(plan));
      plan.siblings = names;
    }
  }

  std::string distinct_name(const StackPlan& plan) const {
    if (plan.var_files.empty()) return plan.workspace;
    std::string_view file = file_name_of(modules_.workspace().file(plan.var_files[0]).path);
    return std::string(file.substr(0, file.find(".tfvars")));
  }

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  const Config& config_;
  const std::string& root_;
  Probe probe_;
  RunMerger runs_;
  std::vector<StackPlan> plans_;
};

}  // namespace

using Plans = std::vector<StackPlan>;

static std::shared_ptr<const Plans> plans_of_root(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary, const Config& config,
                                                  const std::vector<Run>& runs) {
  const Workspace& workspace = modules.workspace();
  ContentHash hash;
  hash.add(vocabulary.config_hash()).add_all(runs, [&](const Run& run) { hash.add(content_hash(workspace, run)); });
  return workspace.derived<Plans>("plans\n" + std::to_string(hash.value()) + "\n" + root, [&] {
    return std::make_shared<const Plans>(RootPlanner(modules, root, vocabulary, config, runs).plan());
  });
}

static std::shared_ptr<const FoundRuns> runs_of(ModuleCache& modules, const Vocabulary& vocabulary) {
  return modules.workspace().derived<FoundRuns>("runs\n" + std::to_string(vocabulary.config_hash()), [&] {
    return std::make_shared<const FoundRuns>(find_runs(modules, vocabulary));
  });
}

std::vector<StackPlan> plan_stacks(ModuleCache& modules, const Vocabulary& vocabulary, const Config& config, int jobs) {
  const std::vector<std::string> folders = configuration_folders(modules.workspace());
  parallel_for(folders.size(), jobs, [&](std::size_t i) { modules.module(folders[i]); });   // read now, by all threads
  TerragruntUnits units = plan_terragrunt(modules, vocabulary, config);
  std::set<std::string> unit_folders;
  for (const StackPlan& plan : units.plans) unit_folders.insert(plan.unit->directory);
  std::vector<StackPlan> plans;
  FoundRuns runs = *runs_of(modules, vocabulary);
  add_hosted_workspaces(modules, vocabulary, runs.by_folder);
  std::vector<std::string> roots = find_roots(modules, units.modules);
  std::erase_if(roots, [&](const std::string& root) { return unit_folders.contains(root); });   // their files are a part of the unit's module
  std::vector<std::shared_ptr<const Plans>> found(roots.size());
  static const std::vector<Run> kNone;
  parallel_for(roots.size(), jobs, [&](std::size_t i) {
    auto own = runs.by_folder.find(roots[i]);
    found[i] = plans_of_root(modules, roots[i], vocabulary, config, own == runs.by_folder.end() ? kNone : own->second);
  });
  for (const auto& of_root : found) plans.insert(plans.end(), of_root->begin(), of_root->end());
  for (StackPlan& plan : units.plans) plans.push_back(std::move(plan));
  // Said once, where the first root module is: without one there is nothing that a pipeline could change.
  if (!plans.empty()) plans[0].diagnostics.insert(plans[0].diagnostics.end(), runs.diagnostics.begin(), runs.diagnostics.end());
  return plans;
}

std::vector<StackPlan> plan_root(ModuleCache& modules, const std::string& directory, const Vocabulary& vocabulary, const Config& config) {
  for (StackPlan& plan : plan_terragrunt(modules, vocabulary, config).plans)
    if (plan.unit->directory == directory) return {std::move(plan)};
  FoundRuns runs = *runs_of(modules, vocabulary);
  add_hosted_workspaces(modules, vocabulary, runs.by_folder);
  return RootPlanner(modules, directory, vocabulary, config, runs.by_folder[directory]).plan();
}

std::vector<StackPlan> plan_stacks(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config) {
  ModuleCache modules(workspace);
  return plan_stacks(modules, vocabulary, config);
}

}  // namespace bulkhead::terraform
