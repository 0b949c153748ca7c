#include "parsers/dockerfile/arguments.h"
#include "parsers/dockerfile/characters.h"

namespace bulkhead::dockerfile {
namespace {

/// Reads one flag from `at`; quotes are dropped, an escape keeps the character after it. `quoted`: an empty word counts.
std::string read_flag(std::string_view line, std::size_t& at, char escape, bool& quoted) {
  std::string out;
  char quote = 0;
  for (; at < line.size(); ++at) {
    char c = line[at];
    if (quote == 0 && is_space(static_cast<unsigned char>(c))) break;
    if (quote != 0 ? c == quote : c == '\'' || c == '"') {
      quote = quote != 0 ? '\0' : c;
      quoted = true;
      continue;
    }
    if (c == escape) {
      if (at + 1 == line.size()) continue;
      c = line[++at];
    }
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::vector<Word> read_flags(std::string_view line, std::uint32_t offset, char escape, Arena& arena, std::string_view& rest) {
  std::vector<Word> flags;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_space(static_cast<unsigned char>(line[at]))) ++at;
    if (line.substr(at, 2) != "--") break;
    std::size_t start = at;
    bool quoted = false;
    std::string flag = read_flag(line, at, escape, quoted);
    if (flag == "--") break;
    if (quoted || !flag.empty())
      flags.push_back({arena.copy(std::string_view(flag)), offset + static_cast<std::uint32_t>(start), offset + static_cast<std::uint32_t>(at)});
  }
  rest = line.substr(at);
  return flags;
}

}  // namespace bulkhead::dockerfile
