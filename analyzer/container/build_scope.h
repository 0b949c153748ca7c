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
    for (const BuildScope* scope = this; scope != nullptr; scope = scope->outer_) {
      auto found = scope->variables_.find(name);
      if (found != scope->variables_.end()) return &found->second;
    }
    return nullptr;
  }
  /// A scope that sees what `outer` knows and sets variables of its own. `outer` must outlive it and stay as it is where it is.
  static BuildScope within(const BuildScope& outer) {
    BuildScope inner(outer.others_open_);
    inner.outer_ = &outer;
    return inner;
  }
  /// Platform arguments (`TARGETARCH`, …) and proxies are set by the builder: open.
  dockerfile::Variable lookup(std::string_view name) const;

 private:
  std::map<std::string, BuildVariable, std::less<>> variables_;
  const BuildScope* outer_ = nullptr;
  bool others_open_;
};

/// Names that the builder sets without a declaration in FROM lines and global scope.
bool is_builder_argument(std::string_view name);

}  // namespace bulkhead::container
