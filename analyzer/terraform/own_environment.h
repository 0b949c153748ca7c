// What of a root module's locals belongs to the environment at hand.
#pragma once
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// The environment of a local: another one than the stack's where its name (`baseline_production`) or file (`locals_test.tf`) names it.
Classification environment_of_local(std::string_view name, std::string_view file_name, SourceSpan at, const Classification& stack,
                                    const Vocabulary& vocabulary);

/// `value` without the entries of other environments: where a map is keyed by environment, only the entry of `own` stays.
/// Unchanged when `own` is unknown.
Value own_entries(const Value& value, const Environment& own, const Vocabulary& vocabulary, Arena& arena);

}  // namespace bulkhead::terraform
