// Forms of `bulkhead eval` and `bulkhead facts --unknown`.
#pragma once
#include <string>

#include "analyzer/pipeline/evaluate_expression.h"
#include "analyzer/pipeline/unknown_values.h"

namespace bulkhead::report {

/// One JSON object: value, type, provenance (from where it arrived to what a person edits), environment, diagnostics. Sensitive values are masked.
std::string evaluation_json(const ExpressionAnswer& answer, const Workspace& workspace);
/// One JSON object a line: a summary, then the causes with what they stand for, most frequent first, then evaluation errors.
std::string unknown_ndjson(const UnknownValues& unknown, const Workspace& workspace);

}  // namespace bulkhead::report
