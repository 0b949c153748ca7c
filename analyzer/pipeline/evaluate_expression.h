// One Terraform expression, evaluated as it would be inside a stack.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/model/value.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

struct ExpressionQuery {
  std::string expression;
  std::string directory;     // of the root module, relative to the scan root
  std::string environment;   // name or alias; needed where the root has more than one
};

struct ExpressionAnswer {
  std::string error;         // why nothing was evaluated; empty otherwise
  Value value;
  std::string type;          // in the syntax of type constraints
  std::string environment;   // that it was evaluated in
  std::vector<Diagnostic> diagnostics;
  std::shared_ptr<const void> owner;   // what the value points into
};

/// Places without a file are in the expression itself. Never throws; errors that Terraform would raise are diagnostics and an unknown value.
ExpressionAnswer evaluate_expression(const Workspace& workspace, const Config& config, const ExpressionQuery& query);

}  // namespace bulkhead
