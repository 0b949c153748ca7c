// Which values of an estate's Terraform are unknown, and why.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/model/value.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// "data-source", "computed-attribute", "remote-module", "input-variable", "function", "error", "limit", "other".
std::string_view to_string(UnknownInfo::Cause cause);

/// Attribute values (leaves of lists and maps) of every stack in every environment.
struct UnknownValues {
  struct Group {
    std::uint64_t count = 0;
    SourceSpan at;           // where one of them arrives
    std::string stack;
  };
  std::uint64_t values = 0;                    // all, known ones too
  std::uint64_t stacks = 0;
  std::map<std::string_view, std::uint64_t> by_cause;
  /// By cause and what the value stands for, keys of collections left out: `data.aws_vpc.shared.id`, `var.name`.
  std::map<std::pair<std::string_view, std::string>, Group> by_reference;
  std::vector<Diagnostic> errors;              // of evaluation, sorted
};

UnknownValues count_unknown_values(const Workspace& workspace, const Config& config, int jobs);

}  // namespace bulkhead
