// The rules of a SARIF run, as code scanning of GitHub shows them.
#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "analyzer/report/report.h"

namespace bulkhead::report {

/// "error", "warning" or "note".
std::string_view sarif_level(Severity severity);

/// reportingDescriptors of all rules of the scan, and of those that only a finding names, with their places in the list.
struct SarifRules {
  nlohmann::ordered_json descriptors;
  std::map<std::string, std::size_t> index;
};
SarifRules sarif_rules(const Input& input);

}  // namespace bulkhead::report
