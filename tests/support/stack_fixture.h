// A stack from files in memory.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/stacks.h"
#include "analyzer/terraform/states/state_index.h"

namespace bulkhead::testing {

using Files = std::vector<std::pair<std::string, std::string>>;

/// A workspace and what was evaluated in it.
struct EvaluatedStack {
  Workspace workspace;
  Unit unit;

  const Resource* find(std::string_view address) const;
  Value attribute(std::string_view address, std::string_view path) const;
  /// JSON of an attribute; "(none)" when there is no such resource.
  std::string json(std::string_view address, std::string_view path) const;
  /// Diagnostics as "path: message", one a line.
  std::string problems() const;
  /// Lines of the origin chain as "file:line step", first link first.
  std::vector<std::string> trail(std::string_view address, std::string_view path) const;
};

/// Every stack of an estate, evaluated as a scan does.
struct EvaluatedEstate {
  explicit EvaluatedEstate(Files files);

  /// Missing where there is no such stack or resource.
  Value attribute(std::string_view stack, std::string_view address, std::string_view path) const;
  std::string json(std::string_view stack, std::string_view address, std::string_view path = "value") const;
  /// Where a value is decided, as "file:line" and as "file:line:column"; empty where nothing says so.
  std::string line(const Value& value) const;
  std::string place(const Value& value) const;
  /// Diagnostics as "stack: message", one a line.
  std::string problems() const;
  /// "stack environment" of every stack, separated by commas.
  std::string stacks() const;

  Vocabulary vocabulary;
  Workspace workspace;
  terraform::ModuleCache modules;
  std::vector<terraform::StackPlan> plans;
  std::unique_ptr<terraform::StateIndex> states;
  std::vector<Unit> units;
};

/// Evaluates the module in `directory` as one stack.
EvaluatedStack evaluate(Files files, std::string directory = "", std::string workspace = "default");

/// "directory workspace environment" of every plan, and "< file" for var files, " backend file" and " backend key=text" for a partial backend.
std::vector<std::string> plans_of(Files files, const Config& config = {});

}  // namespace bulkhead::testing
