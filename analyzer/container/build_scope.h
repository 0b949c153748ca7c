// Variables while a Dockerfile is built: global ARG, ARG and ENV of a stage.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"
#include "parsers/dockerfile/expand.h"

namespace bulkhead::container {

/// One variable, and the value that set it (for its origin).
struct BuildVariable {
  dockerfile::Variable variable;
  Value value;
};

/// What a stage, or the part before the first FROM, knows. `others_open`: variables that nothing here sets may come from the base image.
class BuildScope {
 public:
  explicit BuildScope(bool others_open = false) : others_open_(others_open) {}

  void set(std::string_view name, BuildVariable variable) { variables_[std::string(name)] = std::move(variable); }
  const BuildVariable* find(std::string_view name) const {
    auto found = variables_.find(name);
    return found == variables_.end() ? nullptr : &found->second;
  }
  /// Platform arguments (`TARGETARCH`, …) and proxies are set by the builder: open.
  dockerfile::Variable lookup(std::string_view name) const;

 private:
  std::map<std::string, BuildVariable, std::less<>> variables_;
  bool others_open_;
};

/// Names that the builder sets without a declaration in FROM lines and global scope.
bool is_builder_argument(std::string_view name);

}  // namespace bulkhead::container
