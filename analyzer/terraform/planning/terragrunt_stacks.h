// Units that terragrunt.stack.hcl files generate.
#pragma once
#include <map>
#include <memory>
#include <set>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/terragrunt/unit_plan.h"

namespace bulkhead::terraform {

inline constexpr std::size_t kMaxComponents = 5'000;
inline constexpr int kMaxStackNesting = 8;

struct GeneratedUnits {
  std::vector<std::shared_ptr<const terragrunt::UnitPlan>> units;
  std::set<std::string, std::less<>> sources;   // folders that components are copied from: no units by themselves
  std::map<std::string, terragrunt::StackUnits, std::less<>> stacks;   // by their folder
  std::vector<Diagnostic> diagnostics;
};

/// Every `unit` of every stack file, those of nested stacks included (bounded by the limits above).
GeneratedUnits expand_stacks(ModuleCache& modules, const Vocabulary& vocabulary);

}  // namespace bulkhead::terraform
