// What an object's metadata says of its environment.
#pragma once
#include "analyzer/environments/inference.h"
#include "analyzer/model/value.h"

namespace bulkhead::kubernetes {

/// Labels and annotations that declare an environment (RULES 3.3 level 3), or that bulkhead.yaml gives one. Labels before annotations; a name
/// (`environment-name: preprod`) says more than a flag (`is-production: false`).
Classification declared_environment(const Value& metadata, const Vocabulary& vocabulary, const Config& config);

}  // namespace bulkhead::kubernetes
