// What a hover may show; each part in its own file.
#pragma once
#include "analyzer/lsp/feature.h"

namespace bulkhead::lsp {

struct HoverPart {
  std::string markdown;                  // empty: nothing to say
  Json range;
};

/// What a Terraform expression evaluates to in each environment.
HoverPart value_part(const Snapshot& snapshot, const Json& position);
/// Who owns the network, host, namespace ... that is named there, and who reaches it.
HoverPart place_part(const Snapshot& snapshot, const Json& position);
/// The pages of the rules whose diagnostics cover the position.
HoverPart rule_part(const Snapshot& snapshot, const Json& position);

}  // namespace bulkhead::lsp
