// Known token formats, as data. Shapes come from the issuers' documentation of their tokens.
#pragma once
#include <span>
#include <string_view>

namespace bulkhead::secrets {

/// One format. `keyword` (no case) must occur in every match; `pattern` (RE2 syntax) is tried around it only. The whole match is the secret.
struct Format {
  std::string_view kind;
  std::string_view keyword;
  std::string_view pattern;
  double min_entropy = 3.0;     // of the match; 0: the shape alone is proof
};

std::span<const Format> cloud_formats();      // clouds, identity, infrastructure
std::span<const Format> service_formats();    // hosted services
std::span<const Format> forge_formats();      // code forges, registries, delivery

}  // namespace bulkhead::secrets
