#include "analyzer/rules/literal.h"

#include <algorithm>
#include <charconv>

namespace bulkhead {
namespace {

constexpr std::string_view kBlank = " \t";

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::optional<bool> boolean_of(std::string_view text) {
  const std::string word = lowered(text);
  if (word == "true" || word == "yes" || word == "on") return true;
  if (word == "false" || word == "no" || word == "off") return false;
  return std::nullopt;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Read as a boolean or a number where no quotes are.
bool is_bare(std::string_view content) { return content == "true" || content == "false" || number_of(content).has_value(); }

/// A YAML plain scalar that every schema reads as a text.
bool is_plain_text(std::string_view content) {
  if (content.empty() || number_of(content) || boolean_of(content)) return false;
  const std::string word = lowered(content);
  if (word == "null" || word == "y" || word == "n") return false;
  auto harmless = [](char c) { return is_letter(c) || std::string_view("0123456789_-./").find(c) != std::string_view::npos; };
  return is_letter(content.front()) && std::ranges::all_of(content, harmless);
}

std::string escaped(std::string_view content, Notation notation) {
  std::string out;
  for (std::size_t i = 0; i < content.size(); ++i) {
    char c = content[i];
    if (c == '"' || c == '\\') out += '\\';
    out += c;
    // `${` and `%{` start a template in HCL.
    if (notation == Notation::hcl && (c == '$' || c == '%') && i + 1 < content.size() && content[i + 1] == '{') out += c;
  }
  return out;
}

std::string doubled(std::string_view content) {
  std::string out;
  for (char c : content) out.append(c == '\'' ? 2 : 1, c);
  return out;
}

/// Everything before `at` but blanks. Nothing here looks further than it must: a file may be one long line.
std::string_view text_before(std::string_view text, std::size_t at) {
  std::string_view before = text.substr(0, at);
  while (!before.empty() && kBlank.find(before.back()) != std::string_view::npos) before.remove_suffix(1);
  return before;
}

/// Behind an argument's `=`, a key's `:`, or as an element of a YAML list.
bool stands_behind_its_key(std::string_view text, std::size_t begin, Notation notation) {
  std::string_view before = text_before(text, begin);
  if (before.empty()) return false;
  char last = before.back();
  bool blank = begin > 0 && kBlank.find(text[begin - 1]) != std::string_view::npos;
  switch (notation) {
    case Notation::hcl:
      before.remove_suffix(1);
      return last == '=' && (before.empty() || std::string_view("=!<>").find(before.back()) == std::string_view::npos);
    case Notation::json: return last == ':';
    case Notation::yaml:
      return last == ':' ? blank || before.ends_with("\":") : last == '-' ? blank : last == '[' || last == ',';
  }
  return false;
}

bool ends_there(std::string_view text, std::size_t end, Notation notation) {
  std::string_view rest = text.substr(end);
  std::size_t next = rest.find_first_not_of(kBlank);
  if (next == std::string_view::npos || rest[next] == '\r' || rest[next] == '\n') return true;
  rest.remove_prefix(next);
  if (rest.front() == ',' || rest.front() == '}' || rest.front() == ']') return true;
  if (notation == Notation::yaml) return rest.front() == '#' && next > 0;
  return notation == Notation::hcl && (rest.front() == '#' || rest.starts_with("//") || rest.starts_with("/*"));
}

bool is_plain_content(std::string_view content, char quote, Notation notation) {
  if (content.find_first_of("\r\n\\$%{}`") != std::string_view::npos) return false;
  if (quote != 0) return content.find(quote) == std::string_view::npos;
  if (content.empty()) return false;
  if (notation != Notation::yaml) return is_bare(content);
  constexpr std::string_view kIndicators = "&*!|>[]#?@\"',~";
  return kIndicators.find(content.front()) == std::string_view::npos && content.find(": ") == std::string_view::npos;
}

}  // namespace

std::optional<Notation> notation_of(Language language) {
  switch (language) {
    case Language::terraform:
    case Language::tfvars:
    case Language::hcl: return Notation::hcl;
    case Language::terraform_json:
    case Language::tfvars_json:
    case Language::json: return Notation::json;
    case Language::yaml: return Notation::yaml;
    default: return std::nullopt;
  }
}

std::optional<Literal> literal_at(std::string_view text, SourceSpan at, Notation notation) {
  if (at.begin >= at.end || at.end > text.size()) return std::nullopt;
  auto quote_at = [&](std::size_t i) {
    return text[i] == '"' || (notation == Notation::yaml && text[i] == '\'') ? text[i] : char(0);
  };
  // Some spans are of what stands between the quotes.
  bool inside = !quote_at(at.begin) && at.begin > 0 && at.end < text.size() && quote_at(at.begin - 1);
  if (inside && text[at.end] == text[at.begin - 1]) {
    --at.begin;
    ++at.end;
  }
  Literal literal{at, quote_at(at.begin), text.substr(at.begin, at.end - at.begin)};
  if (literal.quote != 0) {
    if (literal.content.size() < 2 || literal.content.back() != literal.quote) return std::nullopt;
    literal.content = literal.content.substr(1, literal.content.size() - 2);
  }
  if (!is_plain_content(literal.content, literal.quote, notation) || !stands_behind_its_key(text, at.begin, notation) ||
      !ends_there(text, at.end, notation))
    return std::nullopt;
  return literal;
}

bool says(const Literal& literal, const Value& value) {
  if (value.is_boolean()) return boolean_of(literal.content) == value.as_boolean();
  if (value.is_number()) return number_of(literal.content) == value.as_number();
  return value.is_string() && value.as_string() == literal.content;
}

std::string written_like(const Literal& literal, std::string_view content, Notation notation) {
  if (literal.quote == '\'') return "'" + doubled(content) + "'";
  bool was_bare = is_bare(literal.content) || boolean_of(literal.content);
  bool bare = is_bare(content) ? was_bare : notation == Notation::yaml && is_plain_text(content);
  if (literal.quote == 0 && bare) return std::string(content);
  return "\"" + escaped(content, notation) + "\"";
}

}  // namespace bulkhead
