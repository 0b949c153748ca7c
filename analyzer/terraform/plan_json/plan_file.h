// Plan files: the output of `terraform show -json` (JSON output format 1.x) for a plan or a state, kept beside the configuration.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/terraform/stacks.h"
#include "parsers/data/tree.h"

namespace bulkhead::terraform {

/// One plan file, and the stack of the estate that it was made from, where that is here.
struct PlanFile {
  FileId file = FileId::none;
  std::optional<StackPlan> source;
  Classification environment;
};

/// The root object of a plan or state in JSON, or null for every other document: an object with `format_version` and one of
/// `planned_values`, `resource_changes` and `values`.
const data::Node* plan_root(const Workspace& workspace, FileId file);

/// All plan files. Each is given the stack whose root module declares everything that the plan's configuration does: the one in the plan's
/// own folder or the nearest folder above, or the only one of the estate; of its environments the one that the plan's variables, or else
/// its file's name, speak of. A stack that a plan was made from is taken off `stacks`: what was planned wins over what is written.
std::vector<PlanFile> match_plan_files(ModuleCache& modules, std::vector<StackPlan>& stacks, const Vocabulary& vocabulary, const Config& config);

/// The unit of a plan: the planned resources with the values of the plan. Values point at what decides them in the source stack's
/// configuration where there is one, otherwise into the plan. What is known after apply only is unknown, with its reference.
Unit evaluate_plan_file(ModuleCache& modules, const PlanFile& plan, const Vocabulary& vocabulary, const Config& config, StateIndex* states);

}  // namespace bulkhead::terraform
