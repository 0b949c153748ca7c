// The environment map as a picture, and as a page around it.
#pragma once
#include <string>

#include "analyzer/report/report.h"

namespace bulkhead::report {

/// SVG: environments in columns by tier, one arrow for each pair with links, which names their kinds and counts. Needs no other file.
std::string environments_svg(const Input& input);
/// One page with the picture, why each environment is one, and every link with its places. Needs no network.
std::string environments_html(const Input& input);

}  // namespace bulkhead::report
