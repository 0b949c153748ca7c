// Facts that one attribute states by itself, as data.
#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "analyzer/facts/facts.h"

namespace bulkhead {

/// `type.path` states `kind` about an identifier of `identifier_kind`. Lists on the way are opened. Sorted by type.
struct AttributeFact {
  std::string_view type;
  std::string_view path;                 // "rule.destination.bucket"
  FactKind kind;
  IdentifierKind identifier_kind;
  std::string_view prefix = {};          // put before the identifier ("cognito:")
  std::string_view suffix = {};          // put behind it (".database.windows.net")
};

/// Calls `visit` for every value at `path`, through lists and lists of blocks.
void for_each_at(const Value& root, std::string_view path, const std::function<void(const Value&)>& visit);

/// States the facts of the rows for this resource's type. A text that names something by itself (an ARN, a URL) gives that; any other text is the identifier.
void state_attributes(std::span<const AttributeFact> rows, const Resource& resource, FactSink& sink);

}  // namespace bulkhead
