// Outputs of other stacks: terraform_remote_state and tfe_outputs, evaluated where the stack is in the estate.
#pragma once
#include <optional>
#include <string_view>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// Whether `attribute` of this data source holds another stack's outputs.
bool reads_outputs(const Declaration& declaration, std::string_view attribute);
/// One output of the stack whose state the data source reads, with the trail from the reference at `at` through that stack. nullopt where the state's writer is not in
/// the estate, has no such output and no default, or asks for this one itself.
std::optional<Value> remote_output(ModuleInstance& module, ResourceInstance& instance, std::string_view output, SourceSpan at);
/// Output `index` of another stack in this one; nullopt where it is being evaluated for this one already.
std::optional<Value> imported_output(StackState& state, RootEvaluation& other, std::size_t index, SourceSpan at);
/// All outputs as an object that may hold more than what is known.
std::optional<Value> remote_outputs(ModuleInstance& module, ResourceInstance& instance);

/// A value of another stack as this one sees it: what is unknown in it is named by its stack, and the way to every part leads over `at`.
Value import_value(const Value& value, const std::string& stack, SourceSpan at, StackState& state);

}  // namespace bulkhead::terraform
