// How a root module tells environments apart: by its workspace or by a variable.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "analyzer/terraform/declaration.h"

namespace bulkhead::terraform {

/// An expression and its file.
struct LocatedExpression {
  const hcl::Expression* expression = nullptr;
  FileId file = FileId::none;
};

/// A text that the selector is compared with.
struct ComparedText {
  std::string text;
  SourceSpan at;
};

/// What the module's expressions do with `terraform.workspace` or with an environment variable, directly or through locals.
struct SelectorUse {
  bool used = false;
  std::vector<LocatedExpression> indexed;          // maps read with it: m[x]
  std::vector<LocatedExpression> defaulted;        // lookup(m, x, …): x may be missing there
  std::vector<LocatedExpression> lists;            // contains(list, x)
  std::vector<ComparedText> compared;              // x == "text", endswith(x, "text"), words of regex("text", x)
  std::vector<LocatedExpression> prefixes;         // trimprefix(x, p), replace(x, p, "")
  std::vector<LocatedExpression> dashed_prefixes;  // substr(x, length(p), …): a separator follows p
};

/// `root` is "terraform" with `name` "workspace", or "var" with the variable's name.
SelectorUse find_selector_use(const ModuleFiles& module, std::string_view root, std::string_view name);

/// Names of variables that hold an environment: environment, env, env_name, <x>_environment, stage (RULES 3.3).
bool is_environment_name(std::string_view name);

}  // namespace bulkhead::terraform
