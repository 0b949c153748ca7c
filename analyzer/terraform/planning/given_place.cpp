#include "analyzer/terraform/planning/given_place.h"

namespace bulkhead::terraform {
namespace {

bool of_a_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

/// Where the value starts behind a name that ends before `rest`; npos where no value is given.
std::size_t value_begin(std::string_view rest) {
  std::size_t at = 0;
  while (at < rest.size() && (rest[at] == ' ' || rest[at] == '"' || rest[at] == '\'')) ++at;
  if (at == rest.size() || (rest[at] != '=' && rest[at] != ':')) return std::string_view::npos;
  for (++at; at < rest.size() && (rest[at] == ' ' || rest[at] == '"' || rest[at] == '\'' || rest[at] == '=');) ++at;
  return at;
}

/// The only place in `source`; invalid where there is none or more than one.
SourceSpan only_place(FileId file, std::string_view source, std::size_t offset, std::string_view name, std::string_view text) {
  SourceSpan found;
  for (auto at = source.find(name); at != std::string_view::npos; at = source.find(name, at + name.size())) {
    if (at > 0 && of_a_name(source[at - 1])) continue;
    std::size_t end = at + name.size(), value = value_begin(source.substr(end));
    if (value == std::string_view::npos || !source.substr(end + value).starts_with(text)) continue;
    std::size_t begin = end + value, after = begin + text.size();
    if (after < source.size() && of_a_name(source[after])) continue;
    if (found.valid()) return {};
    found = {file, static_cast<std::uint32_t>(offset + begin), static_cast<std::uint32_t>(offset + after)};
  }
  return found;
}

}  // namespace

SourceSpan find_given_place(const Workspace& workspace, SourceSpan step, std::string_view name, std::string_view text) {
  if (!step.valid() || name.empty() || text.empty()) return step;
  std::string_view source = workspace.text(step.file);
  if (step.begin < step.end && step.end <= source.size())
    if (SourceSpan found = only_place(step.file, source.substr(step.begin, step.end - step.begin), step.begin, name, text); found.valid()) return found;
  SourceSpan found = only_place(step.file, source, 0, name, text);
  return found.valid() ? found : step;
}

}  // namespace bulkhead::terraform
