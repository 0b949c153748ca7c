// Which environment a Kubernetes object belongs to, and why.
#pragma once
#include <optional>
#include <string_view>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/resource.h"

namespace bulkhead::kubernetes {

/// What a classification may look at.
struct EnvironmentSources {
  const Vocabulary& vocabulary;
  const Config& config;
};

/// A label or annotation that declares an environment (RULES 3.3 level 3: `env`, `environment`, `environment-name`, `stage`,
/// `is-production` with any prefix). Unknown when there is none.
Classification declared_environment(const Value& metadata, const EnvironmentSources& sources);
/// A namespace's environment by bulkhead.yaml or by its name.
Classification namespace_environment(std::string_view name, const Value& at, const EnvironmentSources& sources);
/// bulkhead.yaml's labels of an environment, all of them on the object.
Classification configured_by_labels(const Value& metadata, const EnvironmentSources& sources);
/// A folder's or file's environment by bulkhead.yaml or by its segments, deepest first; a file's own name counts before its folders.
Classification path_environment(std::string_view path, FileId file, const EnvironmentSources& sources);

}  // namespace bulkhead::kubernetes
