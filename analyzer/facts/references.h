// Facts stated by the text of a value: what it refers to, and which environment the reference itself names.
#pragma once
#include <optional>
#include <string_view>

#include "analyzer/facts/facts.h"
#include "analyzer/facts/recognise.h"

namespace bulkhead {

/// The environment that an unknown reference names by itself: `account_ids["shop-production"]`, `data.aws_vpc.prod.id`. Names of shared platform
/// accounts (core-…, observability …) name none.
std::optional<Environment> environment_of_reference(std::string_view reference, const Vocabulary& vocabulary);
/// The same for the `${…}` parts of a text; the first that names one.
std::optional<Environment> environment_of_unknown_parts(std::string_view text, const Vocabulary& vocabulary);

/// States `kind` for everything that `value` names. `key` types it; `mechanism` goes to the details. Realms become uses_realm and secret stores
/// uses_secret_store whatever `kind` is. An identifier of which a part is unknown is stated only where it names an environment.
void state_named(FactKind kind, const Value& value, std::string_view key, std::string_view mechanism, const Resource& resource, FactSink& sink,
                 const Environment* environment = nullptr);

/// States one identifier: known text, or an unknown reference that names an environment. Nothing otherwise.
void state_identifier(FactKind kind, IdentifierKind identifier_kind, const Value& value, std::string_view key, std::string_view mechanism, const Resource& resource, FactSink& sink,
                      const Environment* environment = nullptr);

}  // namespace bulkhead
