// Links that bulkhead.yaml allows.
#pragma once
#include <string_view>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/fact.h"

namespace bulkhead {

/// The word of bulkhead.yaml's `kinds` for a fact: "network", "firewall", "endpoint", "state", "iam", …
std::string_view link_kind(const Fact& fact);

/// True where a link of `links.allow` or `promotion` lets `fact` reach `target`: ends, kind and ports fit, and its last day is not past.
/// `both_ways`: shared things have no direction.
bool is_allowed(const Fact& fact, const Environment& target, bool both_ways, const Config& config, const Vocabulary& vocabulary,
                std::string_view today);

}  // namespace bulkhead
