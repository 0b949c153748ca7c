// Syntax tree of Dockerfiles, with the meaning that BuildKit's frontend gives them.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "parsers/text/arena.h"
#include "parsers/text/parsed.h"

namespace bulkhead::dockerfile {

/// A piece of an instruction and where it is written. Where a line continuation runs through it, the span covers both lines.
struct Word {
  std::string_view text;
  std::uint32_t begin = 0, end = 0;
};

/// One NAME=value (or the old `NAME value`) of ENV, LABEL and ARG. Text as written: quotes and variables are still in it.
struct Pair {
  Word name, value;
  bool has_value = true;   // false: ARG without default
  bool spaced = false;     // old form, separated by blanks
};

/// Body of a here-document.
struct Heredoc {
  std::string_view name;
  std::string_view content;             // as written, leading tabs included also for `<<-`
  std::uint32_t begin = 0, end = 0;     // of the content, without the terminator
  std::uint32_t descriptor = 0;
  bool expand = true;                   // no part of the name is quoted
  bool chomp = false;                   // `<<-`
};

/// Where a byte of the joined logical line stands in the file: pieces sorted by `logical`.
struct Piece {
  std::uint32_t logical = 0;
  std::uint32_t file = 0;
};

struct Instruction {
  std::string_view keyword;             // upper case
  Word written;                         // the keyword as written
  std::uint32_t begin = 0, end = 0;     // from the keyword to the end of the last line, here-documents included
  std::uint32_t start_line = 0, end_line = 0;   // one-based, lines end at LF only, as BuildKit counts
  std::string_view line;                // logical line: continuations joined, comments inside dropped
  std::span<const Piece> pieces;
  std::span<const Word> flags;          // `--mount=type=cache`, unquoted, dashes included
  Word rest;                            // all after keyword and flags
  std::span<const Word> arguments;      // JSON form: decoded strings; RUN, CMD, …: one word with the whole command
  std::span<const Pair> pairs;          // ENV, LABEL, ARG (then `arguments` is empty)
  std::span<const Heredoc> heredocs;
  const Instruction* child = nullptr;   // ONBUILD: the instruction it triggers
  bool json = false;

  /// File offset of a byte of `line`.
  std::uint32_t file_offset(std::size_t logical) const;
};

struct File {
  FileId id = FileId::none;
  char escape = '\\';
  std::string_view syntax;              // `# syntax=`
  std::string_view check;               // `# check=`
  std::span<const Instruction> instructions;
  Arena arena;
};

/// Parses a Dockerfile. `text` must outlive the tree. A broken instruction costs itself: it gives an error with its place and parsing
/// goes on with the next line. Unknown instructions are kept (their meaning is checked where stages are built). An empty
/// continuation line is a warning, a file without instructions an error.
Parsed<File> parse_dockerfile(FileId id, std::string_view text);

/// Whether an upper-case keyword names no instruction of the Dockerfile format.
bool form_is_unknown(std::string_view keyword);

}  // namespace bulkhead::dockerfile
