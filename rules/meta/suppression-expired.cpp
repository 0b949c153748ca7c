// Made by the pipeline (analyzer/pipeline/meta_findings.cpp): this is about bulkhead's own work, not about a resource.
#include "analyzer/rules/rule.h"

namespace bulkhead {

extern const RuleCode suppression_expired;
const RuleCode suppression_expired{};

}  // namespace bulkhead
