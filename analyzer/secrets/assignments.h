// "name = value" inside scripts, heredocs and configuration texts of any syntax.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "analyzer/secrets/detector.h"

namespace bulkhead::secrets {

/// Assignments whose name says secret and whose value is a literal that looks like one. Comments are read too: what is committed is out.
void find_assignments(std::string_view text, std::vector<Match>& out);

}  // namespace bulkhead::secrets
