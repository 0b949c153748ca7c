// What stands at a place of a Terraform file evaluates to, in each environment.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/pipeline/expression_at.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

struct ValueInEnvironment {
  std::string environment;               // name; empty: unknown
  std::string unit;                      // id of the stack
  std::string module;                    // address of the module or block instance, empty for a root module's single blocks
  std::string shown;                     // see shown_value.h: holds no secret
  bool known = false;                    // neither unknown nor hidden
};

struct ValueAnswer {
  SourceSpan at;
  std::string expression;                // PlacedExpression::text
  // one for each stack and instance, in the order of the stacks; equal ones of a stack once
  std::vector<ValueInEnvironment> values;
  bool more = false;                     // limits left some out
};

/// Evaluates what is asked for, and keeps what it evaluated. Thread safe: one question at a time. The first question plans the
/// stacks of the workspace.
class ValueLookup {
 public:
  ValueLookup(std::shared_ptr<const Workspace> workspace, Config config);
  ~ValueLookup();

  /// The value of expression_at(); no values where nothing there has one or no stack uses the file.
  ValueAnswer at(FileId file, std::uint32_t offset);
  /// The values of references_in(), each as at() gives it.
  std::vector<ValueAnswer> references(FileId file, std::uint32_t begin, std::uint32_t end, std::size_t most);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bulkhead
