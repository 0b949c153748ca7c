// Which environments a root module's expressions name, and what its workspaces are called.
#pragma once
#include <string>
#include <vector>

#include "analyzer/terraform/planning/probe.h"

namespace bulkhead::terraform {

/// An environment that a root module was found to have.
struct NamedEnvironment {
  std::string selected;            // value of the selector: workspace name or variable value
  Classification classification;
};

/// Environments from keys of maps that the selector indexes; where there are none, from the texts it is compared with; where there are
/// none either, from `locals_<env>.tf` files. The selector's value is composed from a prefix that the module strips off
/// (trimprefix, replace, substr(…, length(p)), or the rest of a full name it compares with). Sorted, one per environment.
std::vector<NamedEnvironment> name_environments(const SelectorUse& use, Probe& probe, const Workspace& workspace, const Vocabulary& vocabulary,
                                                std::string_view what);

}  // namespace bulkhead::terraform
