#include <algorithm>
#include <string>
#include <vector>

#include "parsers/dockerfile/arguments.h"
#include "parsers/dockerfile/ast.h"
#include "parsers/dockerfile/characters.h"
#include "parsers/dockerfile/directives.h"
#include "parsers/dockerfile/heredoc.h"
#include "parsers/dockerfile/lines.h"

namespace bulkhead::dockerfile {
namespace {

constexpr int kMaxTriggers = 8;   // ONBUILD ONBUILD …
constexpr int kMaxResumes = 16;     // open here-documents after which the rest of the file is taken as their body
constexpr std::size_t kMaxDiagnostics = 1000;

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

bool may_hold_heredoc(const Instruction& instruction) {
  const Instruction& inner = instruction.keyword == "ONBUILD" && instruction.child != nullptr ? *instruction.child : instruction;
  return !inner.json && (inner.keyword == "RUN" || inner.keyword == "COPY" || inner.keyword == "ADD");
}

class Parser {
 public:
  Parser(FileId id, std::string_view text) : reader_(text), text_(text) { out_.tree.id = id; }

  Parsed<File> run() {
    while (auto line = reader_.next()) {
      std::string_view content = line->content(text_);
      std::string_view trimmed = trim_left(content);
      line->begin += static_cast<std::uint32_t>(content.size() - trimmed.size());
      if (directives_.read(trimmed) == Directives::Kind::error) problem(line->begin, line->end, directives_.message());
      if (!trimmed.empty() && trimmed.front() == '#') {
        comment(*line);
        continue;
      }
      if (!trimmed.empty()) read_instruction(*line);
    }
    if (!read_any_) problem(0, static_cast<std::uint32_t>(text_.size()), "there is no instruction in this file");
    File& tree = out_.tree;
    tree.escape = directives_.escape();
    tree.syntax = directives_.syntax();
    tree.check = directives_.check();
    tree.instructions = tree.arena.copy(instructions_);
    return std::move(out_);
  }

 private:
  void problem(std::uint32_t begin, std::uint32_t end, std::string message, Diagnostic::Severity severity = Diagnostic::Severity::error) {
    if (out_.diagnostics.size() >= kMaxDiagnostics) return;
    out_.diagnostics.push_back({{out_.tree.id, begin, end}, std::move(message), severity});
  }
  void comment(const Line& line) {
    auto indent = static_cast<std::uint32_t>(line.content(text_).size() - trim_left(line.content(text_)).size());
    out_.comments.push_back({{out_.tree.id, line.begin + indent, line.end}});
  }

  /// Joins the lines of one instruction. `first` starts at its first character.
  void read_instruction(Line first) {
    read_any_ = true;
    Instruction instruction;
    instruction.start_line = first.number;
    std::vector<Piece> pieces;
    std::string joined;
    bool more = strip_continuation(first, text_, directives_.escape());
    pieces.push_back({0, first.begin});
    std::string_view single = first.content(text_);
    std::uint32_t last_end = first.end;
    bool joined_used = more;
    if (more) joined = single;
    while (more) {
      auto line = reader_.next();
      if (!line) break;
      std::string_view content = trim_left(line->content(text_));
      if (!content.empty() && content.front() == '#') {
        comment(*line);
        continue;
      }
      if (content.empty()) {
        problem(line->begin, line->end, "empty line inside a continued instruction", Diagnostic::Severity::warning);
        continue;
      }
      more = strip_continuation(*line, text_, directives_.escape());
      pieces.push_back({static_cast<std::uint32_t>(joined.size()), line->begin});
      joined += line->content(text_);
      last_end = line->end;
    }
    instruction.line = joined_used ? out_.tree.arena.copy(std::string_view(joined)) : single;
    instruction.pieces = out_.tree.arena.copy(pieces);
    instruction.begin = first.begin;
    instruction.end = last_end;
    std::string error = build(instruction, 0);
    instruction.end_line = reader_.number();
    if (!error.empty()) return problem(instruction.begin, instruction.end, std::move(error));
    if (may_hold_heredoc(instruction) && instruction.line.find("<<") != std::string_view::npos) read_heredocs(instruction);
    instructions_.push_back(instruction);
  }

  void to_file(const Instruction& instruction, Word& word) const {
    std::uint32_t begin = instruction.file_offset(word.begin);
    word.end = word.end > word.begin ? instruction.file_offset(word.end - 1) + 1 : begin;
    word.begin = begin;
  }

  /// Fills in keyword, flags and arguments from `line`, starting at `from`. Gives the error, if any.
  std::string build(Instruction& out, std::uint32_t from, int depth = 0) {
    Arena& arena = out_.tree.arena;
    std::string_view line = out.line, own = trim(line.substr(from));
    auto offset_of = [&](std::string_view part) { return static_cast<std::uint32_t>(part.data() - line.data()); };
    std::size_t end = 0;
    while (end < own.size() && !is_separator(own[end])) ++end;
    std::uint32_t start = own.empty() ? from : offset_of(own);
    out.written = {own.substr(0, end), start, start + static_cast<std::uint32_t>(end)};
    out.keyword = arena.copy(std::string_view(upper(out.written.text)));
    to_file(out, out.written);
    out.begin = out.written.begin;
    std::string_view rest = own.substr(end);
    std::vector<Word> flags;
    if (!rest.empty()) flags = read_flags(rest, offset_of(rest), directives_.escape(), arena, rest);
    rest = trim(rest);
    std::uint32_t rest_offset = rest.empty() ? start + static_cast<std::uint32_t>(own.size()) : offset_of(rest);
    for (Word& flag : flags) to_file(out, flag);
    out.flags = arena.copy(flags);
    out.rest = {rest, rest_offset, rest_offset + static_cast<std::uint32_t>(rest.size())};
    to_file(out, out.rest);
    ArgumentForm form = form_of(out.keyword);
    if (form == ArgumentForm::instruction) return rest.empty() ? std::string() : build_child(out, rest_offset, depth);
    Arguments arguments = read_arguments(form, out.keyword, rest, rest_offset, directives_.escape(), arena);
    for (Word& word : arguments.words) to_file(out, word);
    for (Pair& pair : arguments.pairs) to_file(out, pair.name), to_file(out, pair.value);
    out.arguments = arena.copy(arguments.words);
    out.pairs = arena.copy(arguments.pairs);
    out.json = arguments.json;
    return arguments.error;
  }

  std::string build_child(Instruction& out, std::uint32_t from, int depth) {
    if (depth >= kMaxTriggers) return "ONBUILD is nested deeper than " + std::to_string(kMaxTriggers);
    Instruction child;
    child.line = out.line;
    child.pieces = out.pieces;
    child.end = out.end;
    child.start_line = out.start_line;
    child.end_line = reader_.number();
    std::string error = build(child, from, depth + 1);
    out.child = out_.tree.arena.make<Instruction>(child);
    return error;
  }

  void read_heredocs(Instruction& instruction) {
    std::vector<Heredoc> found;
    for (const HeredocStart& start : heredocs_of(instruction.line)) {
      Heredoc heredoc;
      heredoc.name = out_.tree.arena.copy(std::string_view(start.name));
      heredoc.descriptor = start.descriptor;
      heredoc.expand = start.expand;
      heredoc.chomp = start.chomp;
      bool terminated = read_body(heredoc, instruction);
      found.push_back(heredoc);
      if (terminated) continue;
      problem(instruction.begin, instruction.end, "the here-document " + start.name + " has no end");
      instruction.end = std::max(instruction.end, heredoc.end);
      break;
    }
    instruction.heredocs = out_.tree.arena.copy(found);
    instruction.end_line = reader_.number();
    if (instruction.child != nullptr) instruction.child = ending_with(instruction, *instruction.child);
  }

  /// `child`, which ends where the instruction around it does.
  const Instruction* ending_with(const Instruction& around, Instruction child) {
    child.end = around.end;
    child.end_line = around.end_line;
    if (child.child != nullptr) child.child = ending_with(around, *child.child);
    return out_.tree.arena.make<Instruction>(child);
  }

  /// Reads up to the terminator. Without one, the body ends before the next line that looks like an instruction.
  bool read_body(Heredoc& heredoc, Instruction& instruction) {
    LineReader resume = reader_;
    bool may_resume = false;
    heredoc.begin = heredoc.end = reader_.position();
    while (auto line = reader_.next()) {
      std::string_view content = line->content(text_);
      if (heredoc.chomp) content.remove_prefix(std::min(content.find_first_not_of('\t'), content.size()));
      if (content == heredoc.name) {
        heredoc.content = text_.substr(heredoc.begin, heredoc.end - heredoc.begin);
        instruction.end = line->end;
        return true;
      }
      std::string_view word = content.substr(0, content.find_first_of(" \t"));
      if (!may_resume && form_of(word) != ArgumentForm::unknown) may_resume = true;
      heredoc.end = reader_.position();
      if (!may_resume) resume = reader_;
    }
    if (may_resume && ++resumes_ <= kMaxResumes) reader_ = resume;
    heredoc.end = reader_.position();
    heredoc.content = text_.substr(heredoc.begin, heredoc.end - heredoc.begin);
    return false;
  }

  LineReader reader_;
  std::string_view text_;
  Directives directives_;
  Parsed<File> out_;
  std::vector<Instruction> instructions_;
  bool read_any_ = false;
  int resumes_ = 0;
};

}  // namespace

std::uint32_t Instruction::file_offset(std::size_t logical) const {
  if (pieces.empty()) return begin;
  auto after = std::upper_bound(pieces.begin(), pieces.end(), logical, [](std::size_t at, const Piece& piece) { return at < piece.logical; });
  const Piece& piece = after == pieces.begin() ? pieces.front() : *(after - 1);
  return piece.file + static_cast<std::uint32_t>(logical) - piece.logical;
}

Parsed<File> parse_dockerfile(FileId id, std::string_view text) { return Parser(id, text).run(); }

}  // namespace bulkhead::dockerfile
