// `data "aws_iam_policy_document"` -> the JSON document that the provider would render.
#pragma once
#include <optional>

#include "analyzer/terraform/module_instance.h"

namespace bulkhead::terraform {

/// The document as JSON text whose structure (Version, Statement[…]) stays reachable through policy_of(). `source_policy_documents` and
/// `override_policy_documents` are merged in as the provider does: later statements replace earlier ones of the same Sid.
std::optional<Value> policy_document_json(ModuleInstance& module, ResourceInstance& instance);

}  // namespace bulkhead::terraform
