// Terraform code that a `generate` block writes, as syntax whose places are those of the text that a person edits.
#pragma once
#include "analyzer/terraform/terragrunt/unit_evaluation.h"

namespace bulkhead::terraform::terragrunt {

struct GeneratedCode {
  FileId file = FileId::none;
  const hcl::Body* body = nullptr;   // null: the text is not known
};

/// Parses `contents` (a string, or a text of which parts are unknown). What comes from an interpolated value keeps that value's way. The tree lives as
/// long as the unit.
GeneratedCode parse_generated(const Value& contents, const std::string& name, SourceSpan at, UnitEvaluation& unit, StackState& state);

}  // namespace bulkhead::terraform::terragrunt
