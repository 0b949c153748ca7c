// Values given to variables.
#pragma once
#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// The scope of variable files and defaults: literals only.
class LiteralScope : public Scope {
 public:
  explicit LiteralScope(StackState& state) : state_(state) {}
  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override;
  std::optional<std::string_view> read_file(std::string_view, FileId&) override { return std::nullopt; }
  std::vector<std::string> list_files(std::string_view, std::string_view) override { return {}; }

 private:
  StackState& state_;
};

/// Converts to the declared type; a value that does not fit gives a diagnostic and stays as it is.
void convert_variable(Value& value, const VariableDeclaration& declaration, StackState& state);

/// The assignments of `terraform.tfvars`, `*.auto.tfvars` and then of the plan's var files, JSON forms included, in Terraform's order.
GivenVariables read_given_variables(StackState& state);

}  // namespace bulkhead::terraform
