// Visits every node of expressions and bodies.
#pragma once
#include "analyzer/terraform/declaration.h"

namespace bulkhead::terraform {

/// Called for every expression, outermost first.
using ExpressionVisitor = std::function<void(const hcl::Expression&, FileId)>;

void walk(const hcl::Expression* expression, FileId file, const ExpressionVisitor& visit);
void walk(const hcl::Body& body, FileId file, const ExpressionVisitor& visit);
/// Every expression that the module's blocks and locals hold.
void walk(const ModuleFiles& module, const ExpressionVisitor& visit);

}  // namespace bulkhead::terraform
