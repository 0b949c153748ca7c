// `each` and `count` in a block with an `expansion` (Terragrunt's block iteration).
#pragma once
#include "analyzer/terraform/expansion.h"

namespace bulkhead::terraform::terragrunt {

/// The `expansion` block among a block's own; null without one.
const hcl::Block* expansion_of(const hcl::Body& body);
/// The instances of a block; one without an `expansion`.
Expansion expand_block(const hcl::Body& body, FileId file, Scope& scope, StackState& state);

/// What one instance's arguments are evaluated in.
class InstanceScope final : public Scope {
 public:
  InstanceScope(Scope& base, InstanceKey key, StackState& state) : base_(base), key_(key), state_(state) {}

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override;
  std::optional<std::string_view> read_file(std::string_view path, FileId& file) override { return base_.read_file(path, file); }
  std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) override { return base_.list_files(directory, pattern); }
  std::optional<Value> call(std::string_view name, std::span<const Value> arguments, const Origin* origin, Evaluation& run) override {
    return base_.call(name, arguments, origin, run);
  }

 private:
  Scope& base_;
  InstanceKey key_;
  StackState& state_;
};

}  // namespace bulkhead::terraform::terragrunt
