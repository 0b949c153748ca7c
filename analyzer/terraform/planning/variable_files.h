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

/// The environment of a file by `stem` (a word, or a name with a strong word), then by its folders below what it shares with `root`. Without a reason.
Classification classify_by_name(std::string_view stem, std::string_view path, std::string_view root, const Vocabulary& vocabulary);
/// The environment that a variable file's name or folder gives; unknown for others.
Classification classify_variable_file(const SourceFile& file, std::string_view root, const Vocabulary& vocabulary);
/// Whether a file that Terraform reads by itself, or one of `var_files`, assigns the variable.
bool is_given_by_file(const Workspace& workspace, const std::string& root, const std::vector<FileId>& var_files, std::string_view variable);
/// Variable and backend files below `root` that no nearer folder with configuration has, sorted.
std::vector<const SourceFile*> files_of_root(ModuleCache& modules, const std::string& root);

}  // namespace bulkhead::terraform
