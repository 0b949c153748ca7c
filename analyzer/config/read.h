// A bulkhead.yaml document -> Config.
#pragma once
#include "analyzer/config/config.h"
#include "analyzer/config/validate.h"

namespace bulkhead::config {

/// Reads what is well formed and leaves out the rest (validate() has said what is not).
Config read(const YAML::Node& document, const Places& places);

}  // namespace bulkhead::config
