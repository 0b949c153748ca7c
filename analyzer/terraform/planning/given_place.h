// Where a pipeline writes the value of a variable.
#pragma once
#include <string_view>

#include "analyzer/workspace/workspace.h"

namespace bulkhead::terraform {

/// The place of `text` behind `name` (`-var size=large`, `TF_VAR_size: "large"`): the only one in the step, else the only one in its file. The step
/// where there is none or where there are several, as for a value that a variable of the pipeline holds.
SourceSpan find_given_place(const Workspace& workspace, SourceSpan step, std::string_view name, std::string_view text);

}  // namespace bulkhead::terraform
