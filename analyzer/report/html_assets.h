// The frame of HTML pages. A page carries its style and script: it needs no other file and no network, and its policy allows neither.
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::report {

/// A whole page. `title` is text, `body` is markup, `script` runs after it and may be empty.
std::string html_page(std::string_view title, std::string_view body, std::string_view script);
/// Shows and hides findings that are already on the page; without it everything is shown.
extern const std::string_view kHtmlScript;

}  // namespace bulkhead::report
