// Names in paths of a run, tried against the files that are there.
#pragma once
#include "analyzer/terraform/runs/job.h"

namespace bulkhead::terraform {

/// The runs that a pattern stands for. Names in its folder stand for every root module that fits, names in its variable and backend files for every
/// file that fits where one of the values is an environment. What stays unknown is left out as Run says.
std::vector<Run> expand_run(const RunPattern& pattern, const Workspace& workspace, const Vocabulary& vocabulary, std::vector<Diagnostic>& diagnostics);

}  // namespace bulkhead::terraform
