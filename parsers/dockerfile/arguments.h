// The arguments of one instruction: words, NAME=value pairs, JSON arrays, flags. All positions are offsets into the logical line;
// the parser turns them into file offsets.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dockerfile/ast.h"

namespace bulkhead::dockerfile {

/// How an instruction reads what follows its keyword and flags.
enum class ArgumentForm : unsigned char {
  words,          // FROM, EXPOSE: split at blanks
  text,           // USER, WORKDIR, MAINTAINER, STOPSIGNAL: one word, blanks included
  json_or_text,   // RUN, CMD, ENTRYPOINT, SHELL
  json_or_words,  // COPY, ADD, VOLUME
  pairs,          // ENV, LABEL
  names,          // ARG: NAME or NAME=value
  health_check,   // HEALTHCHECK: a type, then a command
  instruction,    // ONBUILD
  unknown,
};
/// The form of an upper-case keyword.
ArgumentForm form_of(std::string_view keyword);

/// What was read, in `arena`; `error` is empty when all is well.
struct Arguments {
  std::vector<Word> words;
  std::vector<Pair> pairs;
  bool json = false;
  std::string error;
};
/// `rest` starts at `offset` of the logical line.
Arguments read_arguments(ArgumentForm form, std::string_view keyword, std::string_view rest, std::uint32_t offset, char escape,
                         Arena& arena);

/// Words that start with `--`, unquoted, up to the first word that does not (or a lone `--`). `rest` becomes what follows.
std::vector<Word> read_flags(std::string_view line, std::uint32_t offset, char escape, Arena& arena, std::string_view& rest);

/// Strings of a JSON array. `other` is set when it is valid JSON, but not an array of strings.
struct JsonArray {
  std::vector<Word> strings;
  bool other = false;
};
/// nullopt: not a JSON array at all, so the shell form is meant.
std::optional<JsonArray> read_json_array(std::string_view text, std::uint32_t offset, Arena& arena);

}  // namespace bulkhead::dockerfile
