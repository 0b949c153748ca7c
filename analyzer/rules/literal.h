// A scalar as it is written in a file.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// How scalars are written where a literal stands.
enum class Notation : unsigned char { hcl, json, yaml };
/// Empty for languages whose literals nobody edits one by one.
std::optional<Notation> notation_of(Language language);

struct Literal {
  SourceSpan at;              // with its quotes
  char quote = 0;             // 0: none
  std::string_view content;   // without them, and without escapes: one that has some is none of ours
};

/// The literal at a span of `text`: one scalar on one line with nothing else between it and its key. Templates, heredocs,
/// operands of expressions, arguments of functions, anchored, tagged and aliased scalars are none.
std::optional<Literal> literal_at(std::string_view text, SourceSpan at, Notation notation);
/// Whether it says what the value is.
bool says(const Literal& literal, const Value& value);
/// `content` in place of the literal: a boolean or number stays bare where one was, and is quoted where a text was.
std::string written_like(const Literal& literal, std::string_view content, Notation notation);

}  // namespace bulkhead
