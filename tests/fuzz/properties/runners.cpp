#include "tests/fuzz/properties/runners.h"

#include <array>
#include <utility>
#include <vector>

namespace bulkhead::fuzz {
namespace {

using Code = std::pair<std::string_view, char>;

/// Codes are read in their order, each over the whole text.
std::string decoded(std::string text, const std::vector<Code>& codes) {
  for (const auto& [code, character] : codes)
    for (std::size_t at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) text.replace(at, code.size(), 1, character);
  return text;
}

/// What .NET trims: white space of ASCII, U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. U+FEFF was one once.
std::string_view trimmed(std::string_view line) {
  static constexpr std::array<std::string_view, 26> kBlanks = {
      " ", "\t", "\v", "\f", "\r", "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84",
      "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
      "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};
  for (bool again = true; again;) {
    again = false;
    for (std::string_view blank : kBlanks)
      if (line.starts_with(blank)) line.remove_prefix(blank.size()), again = true;
  }
  return line;
}

void read_properties(std::string_view text, char separator, const std::vector<Code>& codes, RunnerCommand& out) {
  while (!text.empty()) {
    std::string_view pair = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (auto equals = pair.find('='); equals != std::string_view::npos)
      out.properties[std::string(pair.substr(0, equals))] = decoded(std::string(pair.substr(equals + 1)), codes);
  }
}

const std::vector<Code> kGithubData = {{"%0D", '\r'}, {"%0A", '\n'}, {"%25", '%'}};
const std::vector<Code> kGithubProperty = {{"%0D", '\r'}, {"%0A", '\n'}, {"%3A", ':'}, {"%2C", ','}, {"%25", '%'}};
const std::vector<Code> kAzure = {{"%3B", ';'}, {"%0D", '\r'}, {"%0A", '\n'}, {"%5D", ']'}, {"%AZP25", '%'}};

}  // namespace

std::optional<RunnerCommand> github_command(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with("::")) return {};
  std::size_t end = line.find("::", 2);
  if (end == std::string_view::npos) return {};
  std::string_view head = line.substr(2, end - 2);
  std::size_t space = head.find(' ');
  RunnerCommand out;
  out.name = std::string(head.substr(0, space));
  out.data = decoded(std::string(line.substr(end + 2)), kGithubData);
  if (space != std::string_view::npos) read_properties(head.substr(space + 1), ',', kGithubProperty, out);
  return out;
}

std::optional<RunnerCommand> azure_command(std::string_view line) {
  std::size_t begin = line.find("##vso["), end = begin == std::string_view::npos ? begin : line.find(']', begin);
  if (end == std::string_view::npos) return {};
  std::string_view head = line.substr(begin + 6, end - begin - 6);
  std::size_t space = head.find(' ');
  RunnerCommand out;
  out.name = std::string(head.substr(0, space));
  out.data = decoded(std::string(line.substr(end + 1)), kAzure);
  if (space != std::string_view::npos) read_properties(head.substr(space + 1), ';', kAzure, out);
  return out;
}

bool commands_something(std::string_view line) {
  // A name of one colon is what the report's own ":::" looks like, and no runner has a command of that name.
  auto command = github_command(line);
  return (command && command->name != ":") || line.find("##[") != std::string_view::npos || line.find("##vso[") != std::string_view::npos;
}

}  // namespace bulkhead::fuzz
