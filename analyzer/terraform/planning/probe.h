// A root module evaluated with an unknown workspace, to read its maps and prefixes before its environments are known.
#pragma once
#include "analyzer/terraform/planning/selector.h"
#include "analyzer/terraform/root_evaluation.h"

namespace bulkhead::terraform {

class Probe : public RootEvaluation {
 public:
  Probe(ModuleCache& modules, const std::string& directory, const Vocabulary& vocabulary);

  Value evaluate(const LocatedExpression& expression);
};

}  // namespace bulkhead::terraform
