// Words that look like an environment and are none (RULES 3.4).
#pragma once
#include <span>
#include <string_view>

#include "analyzer/model/tokens.h"

namespace bulkhead {

/// True where tokens[first..last] (a word of the vocabulary found in `text`) means something else there: `/dev/sda`,
/// `letsencrypt-prod`, `stage_name`, `svc.cluster.local`, `is_production`, `smoke-test` …
bool is_trap(std::string_view text, std::span<const Token> tokens, std::size_t first, std::size_t last);

/// Names of what serves all environments and bears one's word because it has no other: `core-network-production`, `log-archive-prod`. The
/// shared words of RULES 3.3 are weak: they count where they lead the name or close it before the environment's word
/// (`electronic-monitoring-data-production` is an application).
bool names_platform(std::string_view name);

/// Keys whose value is a build or runtime profile, not an environment: NODE_ENV, RAILS_ENV, spring.profiles.active …
bool is_runtime_profile(std::string_view key);

}  // namespace bulkhead
