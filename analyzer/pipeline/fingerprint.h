// What makes a finding the same one tomorrow.
#pragma once
#include <string>
#include <vector>

#include "analyzer/model/finding.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// One fingerprint (32 hex digits) per finding, in order. Made of rule, file, resource and the finding's identity, so that it survives moved and edited lines;
/// never of a line, an environment or a secret. Findings that agree in all of these are counted in order of their place.
std::vector<std::string> fingerprints(const Workspace& workspace, const std::vector<Finding>& sorted_findings);

/// What makes it the same finding but for its file: rule, resource and identity. Without secrets.
std::string finding_key(const Finding& finding);

}  // namespace bulkhead
