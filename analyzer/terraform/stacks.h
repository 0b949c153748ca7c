// Root modules and their environments: what `terraform apply` would be run on, once per environment.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::terraform {

namespace terragrunt {
struct UnitPlan;
}

/// A root variable's value given from outside its files, as text; `at` is where it is written, invalid where the environment's own reason stands for it.
struct GivenText {
  std::string name, text;
  SourceSpan at;

  friend bool operator==(const GivenText&, const GivenText&) = default;
};

/// One root module in one environment.
struct StackPlan {
  /// Of the root module. A Terragrunt unit stands elsewhere than its module: see `unit`.
  std::string directory;
  /// Unique in the scan: the directory ("." for the root), with "@environment" where the root has more than one.
  std::string id;
  std::string workspace;                 // value of terraform.workspace; empty: unknown
  std::vector<FileId> var_files;         // given with -var-file, last wins; automatic ones are found by evaluate_stack
  std::vector<GivenText> variables;      // root variables that the environment decides; win over files
  std::vector<FileId> backend_files;     // given with -backend-config, last wins
  std::vector<std::pair<std::string, std::string>> backend;     // arguments given with -backend-config; win over files
  Classification environment;
  /// Environments the root was found to have, this one included (a shared root has more than one).
  std::vector<std::string> siblings;
  /// What planning could not make out of the files that this stack comes from.
  std::vector<Diagnostic> diagnostics;
  /// The Terragrunt unit that runs the module; null without Terragrunt.
  std::shared_ptr<const terragrunt::UnitPlan> unit;

  /// Where what is deployed is written: the unit's folder, or the root module's.
  const std::string& place() const;
};

/// Finds root modules (folders with configuration that no local module call uses, or that have a backend, a provider configuration or var
/// files of their own) and their environments: var files, workspaces, environment-keyed maps, folders (RULES 3.3), and what pipelines, makefiles
/// and scripts run (runs/run.h). Deterministic order.
std::vector<StackPlan> plan_stacks(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config);

class ModuleCache;
class StateIndex;

/// Evaluates one stack: resources of every module instance (count and for_each expanded), data sources, providers, backend, outputs, locals and
/// variables of the root as Resources. Bounded; never throws; everything lost is in Unit::diagnostics.
///
/// Shape of what is not a managed resource: "locals" (one per local of the root, address `local.x`) and "variable" (`var.x`) and "output"
/// (`output.x`) have one attribute `value`; "module" (every module call instance, address `module.x`) has the call's arguments and `source`, but for those
/// that a well-known registry module gives a resource, which is `module.x.TYPE` (registry_modules.h);
/// "provider.NAME" (address `provider.aws` or `provider.aws.alias`) and "backend.TYPE" have the block's arguments, a backend also
/// `workspace` where it is known. Of a local's maps that are keyed by environment only the own environment's entry is kept, and a local
/// that names another environment (`baseline_production`, `locals_test.tf`) belongs to that one, so that facts do not cross by accident.
/// A Terragrunt unit has "terragrunt.unit" (address `terragrunt`: path, source, iam_role, account) and one "terragrunt.dependency" per dependency (config_path, unit: the
/// folder whose outputs it reads).
/// A resource's `provider` is the name written ("aws.core"). Encoded JSON: see policy.h.
///
/// `modules` is shared by the stacks of one scan; the form without it reads the folders anew. With `states`, outputs of other stacks that this one
/// reads are evaluated in those; without it they are unknown.
Unit evaluate_stack(const Workspace& workspace, const StackPlan& plan, const Vocabulary& vocabulary, const Config& config);
Unit evaluate_stack(ModuleCache& modules, const StackPlan& plan, const Vocabulary& vocabulary, const Config& config, StateIndex* states = nullptr);
/// `jobs`: threads (0: number of processors).
std::vector<StackPlan> plan_stacks(ModuleCache& modules, const Vocabulary& vocabulary, const Config& config, int jobs = 1);
/// The environments of one root module. Pipelines and scripts of the whole workspace are read for it.
std::vector<StackPlan> plan_root(ModuleCache& modules, const std::string& directory, const Vocabulary& vocabulary, const Config& config);

}  // namespace bulkhead::terraform
