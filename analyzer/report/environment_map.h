// `bulkhead environments`: what belongs where, why, and which links cross.
#pragma once
#include <string>

#include "analyzer/report/report.h"

namespace bulkhead::report {

std::string environments_text(const Input& input);
std::string environments_json(const Input& input);
/// Graphviz.
std::string environments_dot(const Input& input);

/// Typed facts, one JSON object a line (schema version 1).
std::string facts_ndjson(const Input& input);

}  // namespace bulkhead::report
