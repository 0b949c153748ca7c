// Who may act: trust policies, resource policies, permissions on foreign roles and resources, IAM members.
#include "analyzer/facts/attribute_table.h"
#include "analyzer/facts/families.h"
#include "analyzer/facts/policies.h"
#include "analyzer/facts/references.h"
#include "analyzer/terraform/policy.h"

namespace bulkhead::facts {
namespace {

/// Member under either spelling: policy JSON ("Statement") or aws_iam_policy_document ("statement").
Value member(const Value& at, std::string_view json, std::string_view document) {
  Value value = at[json];
  if (!value.is_missing() && !value.is_unknown()) return value;
  Value other = at[document];
  return other.is_missing() ? value : other;
}

void for_each_item(const Value& value, const std::function<void(const Value&)>& visit) {
  if (!value.is_list()) {
    if (!value.is_absent()) visit(value);
    return;
  }
  for (const Value& item : value.items()) for_each_item(item, visit);
}

bool assumes_role(const Value& actions) {
  bool found = false;
  for_each_item(actions, [&](const Value& action) { found = found || action.as_string().starts_with("sts:AssumeRole") || action.as_string() == "sts:*"; });
  return found;
}

/// Principals of AWS accounts. Service principals and "*" name no environment.
void for_each_principal(const Value& statement, const std::function<void(const Value&)>& visit) {
  for_each_item(member(statement, "Principal", "principals"), [&](const Value& principal) {
    if (!principal.is_map()) return;
    if (!principal["identifiers"].is_missing()) {
      if (principal["type"].equals("AWS").yes() || principal["type"].equals("Federated").yes()) for_each_item(principal["identifiers"], visit);
      return;
    }
    for (const Entry& entry : principal.entries())
      if (entry.key == "AWS" || entry.key == "Federated") for_each_item(entry.value, visit);
  });
}

void state_statement(const Value& statement, std::string_view mechanism, const Resource& resource, FactSink& sink) {
  if (!statement.is_map() || member(statement, "Effect", "effect").equals("Deny").yes()) return;
  Value actions = member(statement, "Action", "actions");
  bool assumes = assumes_role(actions);
  bool principals = false;
  for_each_principal(statement, [&](const Value& principal) {
    principals = true;
    state_named(assumes ? FactKind::trusts : FactKind::grants, principal, "principal", mechanism, resource, sink);
  });
  if (principals) return;
  for_each_item(member(statement, "Resource", "resources"),
                [&](const Value& target) { state_named(assumes ? FactKind::trusts : FactKind::refers, target, "resource", mechanism, resource, sink); });
}

}  // namespace

void state_document(const Value& document, std::string_view mechanism, const Resource& resource, FactSink& sink) {
  for_each_item(member(document, "Statement", "statement"), [&](const Value& statement) { state_statement(statement, mechanism, resource, sink); });
}

namespace {

constexpr AttributeFact kGrants[] = {
    {"aws_athena_data_catalog", "parameters.catalog-id", FactKind::refers, IdentifierKind::account},
    {"aws_eks_access_entry", "principal_arn", FactKind::grants, IdentifierKind::principal},
    {"aws_eks_access_policy_association", "principal_arn", FactKind::grants, IdentifierKind::principal},
    {"aws_kms_grant", "grantee_principal", FactKind::grants, IdentifierKind::principal},
    {"aws_lambda_permission", "principal", FactKind::grants, IdentifierKind::account},
    {"aws_lambda_permission", "source_account", FactKind::grants, IdentifierKind::account},
    {"aws_sns_topic_subscription", "endpoint", FactKind::refers, IdentifierKind::arn},
    {"aws_sns_topic_subscription", "topic_arn", FactKind::refers, IdentifierKind::arn},
    {"azurerm_key_vault_access_policy", "key_vault_id", FactKind::grants, IdentifierKind::arn},
    {"azurerm_role_assignment", "principal_id", FactKind::grants, IdentifierKind::principal},
    {"azurerm_role_assignment", "scope", FactKind::grants, IdentifierKind::arn},
    {"google_service_account_iam_binding", "service_account_id", FactKind::grants, IdentifierKind::principal},
    {"google_service_account_iam_member", "service_account_id", FactKind::grants, IdentifierKind::principal},
};

bool is_policy_attribute(std::string_view key) {
  return key == "policy" || key == "assume_role_policy" || key == "access_policy" || key == "access_policies" || key == "resource_policy" || key == "policy_document" ||
         key == "key_policy" || key == "bucket_policy" || key == "repository_policy" || key == "policy_json";
}

}  // namespace

void terraform_iam(const Resource& resource, FactSink& sink) {
  state_attributes(kGrants, resource, sink);
  if (resource.type == "data.aws_iam_policy_document") {
    state_document(resource.attributes, "aws_iam_policy_document", resource, sink);
    return;
  }
  if (resource.type.find("_iam_") != std::string_view::npos && resource.type.starts_with("google_"))
    for (std::string_view key : {"member", "members"})
      for_each_at(resource.attributes, key, [&](const Value& value) { state_named(FactKind::grants, value, "member", resource.type, resource, sink); });
  for (const Entry& entry : resource.attributes.entries()) {
    if (is_policy_attribute(entry.key)) state_document(terraform::policy_of(entry.value, sink.scratch()), resource.type, resource, sink);
    if (entry.key == "inline_policy")
      for_each_at(entry.value, "policy", [&](const Value& value) { state_document(terraform::policy_of(value, sink.scratch()), resource.type, resource, sink); });
  }
}

}  // namespace bulkhead::facts
