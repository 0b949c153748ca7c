// What a page's `fix` makes of a value: the edit of the literal that decides it.
#pragma once
#include <optional>
#include <span>

#include "analyzer/model/finding.h"
#include "analyzer/model/resource.h"
#include "analyzer/rules/rule_set.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// One edit for each value, which replaces the literal at the end of its origin chain, written as that place needs it.
/// Nothing is offered unless every value is known, not sensitive, not computed, and its literal is one scalar that stands
/// alone (an HCL argument, a YAML or JSON value), says what the value is, and has a replacement in `offer`. Plans, states and
/// installed modules are made by others and are not edited. Safe only where the page says so and nothing else can be reading
/// the literal: no reference, no caller, no YAML alias is between.
std::optional<Fix> literal_fix(const FixOffer& offer, std::span<const Value> values, const Resource& resource,
                               const Workspace& workspace);

}  // namespace bulkhead
