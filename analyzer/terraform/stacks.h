// Root modules and their environments: what `terraform apply` would be run on, once per environment.
#pragma once
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::terraform {

/// One root module in one environment.
struct StackPlan {
  std::string directory;
  std::string workspace;                 // value of terraform.workspace; "default" where none is known
  std::vector<FileId> var_files;         // in Terraform's order of precedence, last wins
  Classification environment;
  /// Environments the root was found to have, this one included (a shared root has more than one).
  std::vector<std::string> siblings;
};

/// Finds root modules (folders with configuration that no local module call uses, or that have a backend, a provider configuration or var
/// files of their own) and their environments: var files, workspaces, environment-keyed maps, folders (RULES 3.3). Deterministic order.
std::vector<StackPlan> plan_stacks(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config);

/// Evaluates one stack: resources of every module instance (count and for_each expanded), data sources, providers, backend, outputs, locals and
/// variables of the root as Resources. Bounded; never throws; everything lost is in Unit::diagnostics.
Unit evaluate_stack(const Workspace& workspace, const StackPlan& plan, const Vocabulary& vocabulary, const Config& config);

}  // namespace bulkhead::terraform
