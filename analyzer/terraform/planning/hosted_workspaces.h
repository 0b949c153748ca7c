// Workspaces of HCP Terraform (and Terraform Enterprise) that a root module of the estate declares for others.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "analyzer/terraform/runs/run.h"

namespace bulkhead::terraform {

/// One run per instance of `tfe_workspace`, in a root module or in a module that it calls, whose working directory (its own, or that of its
/// `tfe_workspace_settings`) is a folder with configuration in the scan. It has the `tfe_variable`s that name it, and those of every `tfe_variable_set`
/// that reaches it (by itself, by its project, or global in its organization) in HCP Terraform's order of precedence: those of category `terraform`, and
/// `TF_VAR_` ones of category `env`. Values that are unknown, sensitive or written as expressions (`hcl = true`) are left out, and what they hide too.
void add_hosted_workspaces(ModuleCache& modules, const Vocabulary& vocabulary, std::map<std::string, std::vector<Run>>& runs);

}  // namespace bulkhead::terraform
