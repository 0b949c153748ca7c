// Shell scripts of RUN instructions and the like: the simple commands in them, in order.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "parsers/text/arena.h"

namespace bulkhead::shell {

/// A piece of a word.
struct Part {
  enum class Kind : std::uint8_t { literal, variable, unknown };
  Kind kind = Kind::literal;
  std::string_view text;   // decoded text; the variable's name; the source text of what is not known
};

/// One argument. `text` is decoded (quotes and escapes gone); variables stand in it as `${NAME}`.
struct Word {
  std::string_view text;
  std::span<const Part> parts;
  bool literal = true;     // no expansion in it
  std::uint32_t begin = 0, end = 0;
};

struct Assignment {
  std::string_view name;
  Word value;
};
struct Redirect {
  std::string_view sign;   // ">", ">>", "<", …
  Word target;
};

/// How a command is tied to the one before it.
enum class Join : std::uint8_t { first, sequence, and_then, or_else, pipe };

/// Where a command stands, apart from the top level.
struct Nesting {
  bool subshell = false;      // ( … )
  bool conditional = false;   // part of if, while, case, && after a test …
  bool loop = false;
  bool substitution = false;  // $( … )
  bool function = false;      // body of a function: runs only when it is called
};

struct Command {
  Word name;                                  // empty for a lone assignment
  std::span<const Word> arguments;
  std::span<const Assignment> assignments;    // X=1 command, export X=1
  std::span<const Redirect> redirects;
  std::uint32_t begin = 0, end = 0;
  Join join = Join::first;
  Nesting nesting;
};

struct Script {
  std::span<const Command> commands;
  bool complete = true;    // false: over a limit, or parts did not parse
  std::uint32_t lost_begin = 0, lost_end = 0;   // where not complete: the first part that did not parse; the whole text over a limit
  Arena arena;
};

inline constexpr std::size_t kMaxScriptBytes = 256 * 1024;
inline constexpr int kMaxNesting = 150;

/// Parses POSIX shell and bash. Positions are bytes of `text`, which must outlive the script. What does not parse is left out and
/// `complete` is false; never throws, bounded in time by the number of parser steps, not by the clock.
Script parse_shell(std::string_view text);

}  // namespace bulkhead::shell
