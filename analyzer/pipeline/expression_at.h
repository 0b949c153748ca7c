// Which expression of a Terraform file stands at a place.
#pragma once
#include <string>
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// An expression, and the block and argument that hold it.
struct PlacedExpression {
  const hcl::Expression* expression = nullptr;   // null: the value of a `variable` block, which has no expression of its own
  const hcl::Block* block = nullptr;             // the top-level block
  const hcl::Attribute* attribute = nullptr;     // innermost
  bool nested = false;                           // inside a nested block
  SourceSpan at;                                 // what is shown as meant
  // a reference as written, on one line; else the argument's name, for what is written may be a secret
  std::string text;
};

/// What a person who points at `offset` means: the reference there, else the innermost expression that is not just a literal; on
/// an argument's name the argument's value; on the header of a variable its value. `expression` and `block` null: nothing that
/// has a value.
PlacedExpression expression_at(const Workspace& workspace, FileId file, std::uint32_t offset);

/// References to variables, locals and modules (`var.x`, `local.x.y`, `module.m.o`), and whole templates with parts to fill in,
/// that begin in [begin, end), outermost ones only, in source order.
std::vector<PlacedExpression> references_in(const Workspace& workspace, FileId file, std::uint32_t begin, std::uint32_t end,
    std::size_t most);

/// Names on the way from an expression's root: {"local", "x", "y"}; empty for what is no reference.
std::vector<std::string_view> reference_names(const hcl::Expression& expression);

}  // namespace bulkhead
