// Policy documents, wherever they stand.
#pragma once
#include <string_view>

#include "analyzer/facts/facts.h"
#include "analyzer/model/value.h"

namespace bulkhead::facts {

/// States what a policy document says: trusts, grants, permissions on resources.
void state_document(const Value& document, std::string_view mechanism, const Resource& resource, FactSink& sink);

}  // namespace bulkhead::facts
