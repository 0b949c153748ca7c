// Variable files of environments: prod.tfvars, env/prod/app.tfvars, variables/staging/common.tfvars.
#pragma once
#include <string>
#include <vector>

#include "analyzer/terraform/module_cache.h"
#include "analyzer/environments/inference.h"

namespace bulkhead::terraform {

/// The files that one environment is applied with, in order.
struct VariableFileSet {
  Classification classification;
  std::vector<FileId> files;
};

/// Variable files below `root`, and those of sibling folders (`variables/<env>/<root>.tfvars`) that assign a variable of the root. Files that
/// Terraform reads by itself and files without an environment are left out. Sorted by environment.
std::vector<VariableFileSet> find_variable_files(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary);

}  // namespace bulkhead::terraform
