#include "parsers/dockerfile/heredoc.h"

#include <algorithm>

#include "parsers/dockerfile/characters.h"
#include "parsers/dockerfile/expand.h"

namespace bulkhead::dockerfile {
namespace {

std::vector<std::string> words_of(std::string_view text, bool raw_quotes, bool raw_escapes) {
  ExpandOptions options;
  options.raw_quotes = raw_quotes;
  options.raw_escapes = raw_escapes;
  options.keep_unset = true;
  static const VariableLookup kNothing = [](std::string_view) { return Variable{}; };
  return expand(text, kNothing, options).words;
}

auto quotes_in(std::string_view text) { return std::count_if(text.begin(), text.end(), [](char c) { return c == '\'' || c == '"'; }); }

}  // namespace

std::optional<HeredocStart> heredoc_of(std::string_view word) {
  HeredocStart out;
  std::size_t at = 0;
  while (at < word.size() && word[at] >= '0' && word[at] <= '9') out.descriptor = (out.descriptor * 10 + static_cast<unsigned>(word[at++] - '0')) % 1'000'000;
  if (word.substr(at, 2) != "<<") return std::nullopt;
  at += 2;
  out.chomp = at < word.size() && word[at] == '-';
  if (out.chomp) ++at;
  while (at < word.size() && (is_separator(word[at]) || word[at] == '\n') && word[at] != '\v') ++at;
  std::string_view name = word.substr(at);
  if (name.empty() || name.find('<') != std::string_view::npos) return std::nullopt;
  std::vector<std::string> plain = words_of(name, false, false);
  if (plain.size() != 1) return std::nullopt;
  std::vector<std::string> raw = words_of(name, true, false);
  if (raw.size() != 1) return std::nullopt;
  out.expand = quotes_in(plain[0]) == quotes_in(raw[0]);
  out.name = std::move(plain[0]);
  return out;
}

std::vector<HeredocStart> heredocs_of(std::string_view line) {
  std::vector<HeredocStart> out;
  for (const std::string& word : words_of(line, true, true))
    if (auto start = heredoc_of(word)) out.push_back(std::move(*start));
  return out;
}

}  // namespace bulkhead::dockerfile
