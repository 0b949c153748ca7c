#include "analyzer/container/dotenv.h"

#include "analyzer/container/interpolation.h"

namespace bulkhead::container {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// The value behind `=` up to its end on this line; sets `literal` when no variables are read in it.
std::string_view value_part(std::string_view text, bool& literal, bool& escapes) {
  text = trimmed(text);
  if (!text.empty() && (text.front() == '\'' || text.front() == '"')) {
    char quote = text.front();
    std::size_t end = 1;
    while (end < text.size() && text[end] != quote) end += text[end] == '\\' && quote == '"' ? 2 : 1;
    literal = quote == '\'';
    escapes = quote == '"';
    return text.substr(1, std::min(end, text.size()) - 1);
  }
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '#' && (i == 0 || is_blank(text[i - 1]))) return trimmed(text.substr(0, i));
  return text;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out.push_back(text[i]);
      continue;
    }
    char c = text[++i];
    out.push_back(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
  }
  return out;
}

}  // namespace

std::vector<Entry> read_dotenv(std::string_view text, const Variables& before, ValueBuilder& build) {
  std::vector<Entry> out;
  Variables known = before;
  const char* start = text.data();
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = trimmed(line);
    if (line.starts_with("export ")) line = trimmed(line.substr(7));
    auto equals = line.find('=');
    if (line.empty() || line.front() == '#' || equals == std::string_view::npos) continue;
    std::string_view name = trimmed(line.substr(0, equals));
    if (name.empty() || name.find_first_of(" \t\"'") != std::string_view::npos) continue;
    bool literal = false, escapes = false;
    std::string_view written = value_part(line.substr(equals + 1), literal, escapes);
    auto begin = static_cast<std::uint32_t>(written.data() - start);
    const Origin* origin = build.written(begin, begin + static_cast<std::uint32_t>(written.size()));
    Value value = Value::string(written, origin);
    if (escapes && written.find('\\') != std::string_view::npos) value = build.text(unescaped(written), origin);
    if (!literal) value = interpolate(value.as_string(), origin, known, build).value;
    auto key = static_cast<std::uint32_t>(name.data() - start);
    out.push_back({name, value, {build.file(), key, key + static_cast<std::uint32_t>(name.size())}});
    known[std::string(name)] = value;
  }
  return out;
}

}  // namespace bulkhead::container
