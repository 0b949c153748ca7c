// Texts as the readers of each format want them. Every function takes any bytes.
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::report {

/// `text` with each byte that is no UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);
/// At most `limit` bytes, cut between characters; what was cut ends with "...".
std::string cut_to(std::string text, std::size_t limit);

/// `text` with no command of a build log in it: the second of two number signs before a bracket is a question mark ("##[", "##vso[", "##teamcity[").
/// Agents take those from anywhere in a line. As long as `text`.
std::string inert(std::string text);
/// Whether a build log takes `line` for a workflow command of GitHub: two colons, whatever blanks stand before them.
bool begins_command(std::string_view line);
/// Message of a workflow command of GitHub Actions: percent signs and line ends.
std::string github_data(std::string_view text);
/// Property of a workflow command: colons and commas as well.
std::string github_property(std::string_view text);
/// Message of a logging command of Azure Pipelines.
std::string azure_data(std::string_view text);
/// Property of a logging command: semicolons and closing brackets as well.
std::string azure_property(std::string_view text);
/// Text or attribute of XML 1.0 and HTML; characters that XML cannot hold become U+FFFD.
std::string xml(std::string_view text);
/// One line of Markdown in which nothing is markup, a cell of a table included.
std::string markdown(std::string_view text);
/// A path as a relative reference of RFC 3986.
std::string uri(std::string_view path);

}  // namespace bulkhead::report
