// Structure behind encoded text: jsonencode(…), yamlencode(…), policy documents.
#pragma once
#include <optional>

#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// An origin that remembers what a text was encoded from, so that readers get the structure with its own origins instead of
/// decoding the text again. It survives every reference; an operation on the text (replace, templates) cuts it off.
const Origin* encoded_origin(const Value& decoded, SourceSpan at, const Origin* via, Arena& arena);

/// What `value` (a string, or an unknown one) was encoded from.
std::optional<Value> decoded_form(const Value& value);

}  // namespace bulkhead::terraform
