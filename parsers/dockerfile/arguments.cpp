#include "parsers/dockerfile/arguments.h"

#include <array>

#include "parsers/dockerfile/characters.h"

namespace bulkhead::dockerfile {
namespace {

Word word_at(std::string_view text, std::string_view whole, std::uint32_t offset) {
  auto begin = offset + static_cast<std::uint32_t>(text.data() - whole.data());
  return {text, begin, begin + static_cast<std::uint32_t>(text.size())};
}

/// First word of `text` and what stands behind the blanks after it; the second is null-data when there are none.
std::pair<std::string_view, std::string_view> split_once(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && !is_separator(text[end])) ++end;
  if (end == text.size()) return {text, {}};
  std::size_t next = end;
  while (next < text.size() && is_separator(text[next])) ++next;
  return {text.substr(0, end), text.substr(next)};
}

void split_words(std::string_view rest, std::uint32_t offset, std::vector<Word>& out) {
  std::string_view left = rest;
  while (!left.empty()) {
    auto [word, behind] = split_once(left);
    out.push_back(word_at(word, rest, offset));
    left = behind;
  }
}

/// Words with their quotes and escapes kept. A quoted blank does not end a word; an escape keeps the character after it.
std::vector<Word> quoted_words(std::string_view rest, std::uint32_t offset, char escape) {
  std::vector<Word> out;
  std::size_t at = 0;
  while (true) {
    while (at < rest.size() && is_space(decode(rest, at).value)) at += decode(rest, at).width;
    if (at >= rest.size()) return out;
    std::size_t start = at, end = at;
    char quote = 0;
    while (at < rest.size()) {
      CodePoint c = decode(rest, at);
      if (quote == 0 && is_space(c.value)) break;
      if (rest[at] == escape && quote != '\'') {
        if (at + 1 == rest.size()) {   // an escape at the very end is dropped
          at = rest.size();
          break;
        }
        at += 1 + decode(rest, at + 1).width;
        end = at;
        continue;
      }
      if (quote != 0 ? rest[at] == quote : rest[at] == '\'' || rest[at] == '"') quote = quote != 0 ? '\0' : rest[at];
      at += c.width;
      end = at;
    }
    if (end > start) out.push_back(word_at(rest.substr(start, end - start), rest, offset));
  }
}

Pair pair_of(const Word& word, std::size_t equals) {
  auto middle = word.begin + static_cast<std::uint32_t>(equals);
  return {{word.text.substr(0, equals), word.begin, middle}, {word.text.substr(equals + 1), middle + 1, word.end}};
}

void read_pairs(std::string_view keyword, std::string_view rest, std::uint32_t offset, char escape, Arguments& out) {
  std::vector<Word> words = quoted_words(rest, offset, escape);
  if (words.empty()) return;
  if (words[0].text.find('=') == std::string_view::npos) {
    auto [name, value] = split_once(rest);
    if (name.size() == rest.size()) {
      out.error = std::string(keyword) + " must have two arguments";
      return;
    }
    out.pairs.push_back({word_at(name, rest, offset), word_at(value, rest, offset), true, true});
    return;
  }
  for (const Word& word : words) {
    std::size_t equals = word.text.find('=');
    if (equals == std::string_view::npos) {
      out.error = std::string(keyword) + " needs the form name=value";
      return;
    }
    out.pairs.push_back(pair_of(word, equals));
  }
}

void read_names(std::string_view rest, std::uint32_t offset, char escape, Arguments& out) {
  for (const Word& word : quoted_words(rest, offset, escape)) {
    std::size_t equals = word.text.find('=');
    if (equals == std::string_view::npos) {
      out.pairs.push_back({word, {{}, word.end, word.end}, false, false});
    } else {
      out.pairs.push_back(pair_of(word, equals));
    }
  }
}

/// JSON array of strings; else what `fallback` says.
void read_json_or(ArgumentForm fallback, std::string_view rest, std::uint32_t offset, Arena& arena, Arguments& out) {
  if (auto array = read_json_array(rest, offset, arena)) {
    if (array->other) {
      out.error = "the JSON form takes strings only";
      return;
    }
    out.words.insert(out.words.end(), array->strings.begin(), array->strings.end());
    out.json = true;
  } else if (fallback == ArgumentForm::words) {
    split_words(rest, offset, out.words);
  } else if (!rest.empty()) {
    out.words.push_back(word_at(rest, rest, offset));
  }
}

void read_health_check(std::string_view rest, std::uint32_t offset, Arena& arena, Arguments& out) {
  std::size_t end = 0;
  while (end < rest.size() && !is_space(static_cast<unsigned char>(rest[end]))) ++end;
  if (end == 0) return;
  out.words.push_back(word_at(rest.substr(0, end), rest, offset));
  std::string_view command = trim_left(rest.substr(end));
  if (!command.empty()) read_json_or(ArgumentForm::text, command, offset + static_cast<std::uint32_t>(command.data() - rest.data()), arena, out);
}

}  // namespace

ArgumentForm form_of(std::string_view keyword) {
  using enum ArgumentForm;
  static constexpr std::array<std::pair<std::string_view, ArgumentForm>, 18> kForms{{
      {"ADD", json_or_words}, {"ARG", names}, {"CMD", json_or_text}, {"COPY", json_or_words}, {"ENTRYPOINT", json_or_text},
      {"ENV", pairs}, {"EXPOSE", words}, {"FROM", words}, {"HEALTHCHECK", health_check}, {"LABEL", pairs}, {"MAINTAINER", text},
      {"ONBUILD", instruction}, {"RUN", json_or_text}, {"SHELL", json_or_text}, {"STOPSIGNAL", text}, {"USER", text},
      {"VOLUME", json_or_words}, {"WORKDIR", text},
  }};
  for (const auto& [name, form] : kForms)
    if (name == keyword) return form;
  return unknown;
}

bool form_is_unknown(std::string_view keyword) { return form_of(keyword) == ArgumentForm::unknown; }

Arguments read_arguments(ArgumentForm form, std::string_view keyword, std::string_view rest, std::uint32_t offset, char escape,
                         Arena& arena) {
  Arguments out;
  switch (form) {
    case ArgumentForm::words: split_words(rest, offset, out.words); break;
    case ArgumentForm::text:
      if (!rest.empty()) out.words.push_back(word_at(rest, rest, offset));
      break;
    case ArgumentForm::json_or_text: read_json_or(ArgumentForm::text, rest, offset, arena, out); break;
    case ArgumentForm::json_or_words: read_json_or(ArgumentForm::words, rest, offset, arena, out); break;
    case ArgumentForm::pairs: read_pairs(keyword, rest, offset, escape, out); break;
    case ArgumentForm::names: read_names(rest, offset, escape, out); break;
    case ArgumentForm::health_check: read_health_check(rest, offset, arena, out); break;
    case ArgumentForm::instruction: break;
    case ArgumentForm::unknown: break;
  }
  return out;
}

}  // namespace bulkhead::dockerfile
