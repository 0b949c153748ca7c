// What bulkhead.yaml says of a name.
#pragma once
#include <optional>
#include <string_view>

#include "analyzer/config/config.h"
#include "analyzer/model/environment.h"

namespace bulkhead {

/// The environment whose globs of one kind (`&EnvironmentConfig::namespaces`, …) match; the longest glob wins, then the first in the file.
std::optional<Environment> configured_match(std::vector<std::string> EnvironmentConfig::*globs, std::string_view name,
                                            const Config& config);
/// The environment whose `labels` hold this key and value.
std::optional<Environment> configured_label(std::string_view key, std::string_view value, const Config& config);

}  // namespace bulkhead
