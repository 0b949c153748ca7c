// One Terragrunt unit as the root module that Terraform runs on.
#pragma once
#include "analyzer/terraform/module_instance.h"
#include "analyzer/terraform/read_module.h"
#include "analyzer/terraform/terragrunt/configuration.h"

namespace bulkhead::terraform::terragrunt {

/// The root of names that only syntax made here can hold.
inline constexpr std::string_view kConstants = "<terragrunt>";

class UnitEvaluation {
 public:
  UnitEvaluation(StackState& state, const UnitPlan& unit);

  const UnitPlan& unit() const { return unit_; }
  Session& session() { return session_; }
  /// What the unit and its includes come to. Empty while it is being computed, and for a unit without a configuration.
  const Settings& settings();
  /// The value that the unit gives to a root variable: `-var` arguments win over everything, `inputs` are environment variables and lose against
  /// variable files. Missing: none.
  Value argument(std::string_view variable);
  Value input(std::string_view variable);
  /// The account of the role that the unit is run as (`iam_role`), or that the nearest configuration file names in a local such as
  /// `aws_account_id`; missing: none does.
  Value account();
  /// Variable files that `extra_arguments` of the plan bring, in their order.
  std::vector<FileId> variable_files();
  /// Variable files that `generate` writes beside the module; there once module_files() was asked.
  const std::vector<ConfigurationText>& generated_variables() const { return generated_variables_; }
  /// The module's files, those beside the configuration and generated ones. A unit whose module is not here gets a call of it.
  std::shared_ptr<const ModuleFiles> module_files(const std::string& module_directory);
  /// Value of an expression that constant() made.
  Value value_of(std::string_view index) const;
  /// An expression that gives `value`, for syntax that is put together here; `at` is where it shows.
  const hcl::Expression* constant(const Value& value, SourceSpan at);

 private:
  void read_extra_arguments();
  Value component_values();
  void add_generated(std::vector<ConfigurationText>& files);
  void add_generated_variables(const Generate& one, const std::string& name);
  void add_backend(ModuleFiles& module);
  void add_call(ModuleFiles& module);
  Member member(std::string_view name, const Value& value, SourceSpan key, SourceSpan otherwise);

  StackState& state_;
  const UnitPlan& unit_;
  Session session_;
  std::vector<Value> constants_;
  bool extra_read_ = false;
  std::map<std::string, Value, std::less<>> arguments_, environment_;   // -var, and TF_VAR_ of env_vars
  std::vector<FileId> variable_files_;
  std::vector<ConfigurationText> generated_variables_;
};

}  // namespace bulkhead::terraform::terragrunt
