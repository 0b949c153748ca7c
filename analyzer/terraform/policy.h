// JSON documents inside attributes: policies, container definitions, dashboards.
#pragma once
#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// The structure behind an attribute that holds JSON: of jsonencode(…) and of aws_iam_policy_document with each part's own origin; of
/// other JSON text (heredoc, file, unknown text with a pattern) decoded, scalars with the origin of their own bytes; a map or list is
/// itself. Missing for what is no JSON.
Value policy_of(const Value& value, Arena& arena);

}  // namespace bulkhead::terraform
