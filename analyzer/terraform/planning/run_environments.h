// The environments that pipelines and scripts run a root module for.
#pragma once
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/runs/run.h"

namespace bulkhead::terraform {

/// A run with its environment: the one of its variable files, its workspace, a variable such as `environment`, its backend's file or key, or the
/// name that the pipeline gives it; unknown where none says it.
struct EnvironmentRun {
  Run run;
  Classification environment;
  bool by_deployment = false;   // only the pipeline's name for it says so
};

/// Of runs that differ only in what they leave out, the fullest stays. Sorted by environment, then in the order given.
std::vector<EnvironmentRun> classify_runs(ModuleCache& modules, const std::vector<Run>& runs, const Vocabulary& vocabulary, const Config& config);

}  // namespace bulkhead::terraform
