// bulkhead.yaml against its table.
#pragma once
#include <vector>

#include "parsers/text/parsed.h"

namespace YAML {
class Node;
}

namespace bulkhead::config {

/// Where nodes stand in the file.
struct Places {
  FileId file = FileId::none;
  std::string_view text;
  std::uint32_t shift = 0;               // bytes of a byte order mark

  /// The first word of a node.
  SourceSpan of(const YAML::Node& node) const;
};

/// Every unknown key, wrong type, missing key, impossible date, port or network as a diagnostic.
void validate(const YAML::Node& document, const Places& places, std::vector<Diagnostic>& out);

}  // namespace bulkhead::config
