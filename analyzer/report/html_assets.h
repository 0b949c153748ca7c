// Style and script of the HTML page. The page carries both: it needs no other file and no network.
#pragma once
#include <string_view>

namespace bulkhead::report {

extern const std::string_view kHtmlStyle;
/// Shows and hides what is already on the page; without it everything is shown.
extern const std::string_view kHtmlScript;

}  // namespace bulkhead::report
