// Dockerfiles and the expansion of their words.
#include "parsers/dockerfile/ast.h"
#include "parsers/dockerfile/expand.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {
namespace {

using namespace dockerfile;

Variable look_up(std::string_view name) {
  static constexpr Variable::State kStates[] = {Variable::State::set, Variable::State::open, Variable::State::unset, Variable::State::unknown};
  return {kStates[name.size() % 4], "a/b.c*"};
}

class Walk {
 public:
  Walk(std::string_view text, Verdict& verdict) : text_(text), verdict_(verdict) {}

  void instruction(const Instruction& instruction, std::uint32_t begin, std::uint32_t end) {
    verdict_.inside(instruction.begin, instruction.end, "instruction");
    verdict_.expect(begin <= instruction.begin && instruction.end <= end, "instruction out of order", instruction.begin, instruction.end);
    verdict_.expect(1 <= instruction.start_line && instruction.start_line <= instruction.end_line, "lines out of order", instruction.begin, instruction.end);
    begin_ = instruction.begin;
    end_ = instruction.end;
    word(instruction.written, "keyword");
    word(instruction.rest, "rest");
    for (const Word& flag : instruction.flags) word(flag, "flag");
    for (const Word& argument : instruction.arguments) word(argument, "argument");
    for (const Pair& pair : instruction.pairs) {
      word(pair.name, "name");
      if (pair.has_value) word(pair.value, "value");
    }
    std::uint32_t logical = 0, place = 0;
    for (const Piece& piece : instruction.pieces) {
      verdict_.expect(logical <= piece.logical && place <= piece.file && piece.file <= text_.size() && piece.logical <= instruction.line.size(), "pieces out of order",
                      instruction.begin, instruction.end);
      logical = piece.logical;
      place = piece.file;
    }
    for (std::size_t i = 0, before = 0; i <= instruction.line.size(); ++i) {
      auto offset = instruction.file_offset(i);
      verdict_.expect(before <= offset && offset <= text_.size(), "byte of a logical line", offset, offset);
      if (i < instruction.line.size() && offset < text_.size()) verdict_.expect(text_[offset] == instruction.line[i], "byte of a logical line is another in the file", offset, offset);
      before = offset;
    }
    for (const Heredoc& heredoc : instruction.heredocs) {
      within(heredoc.begin, heredoc.end, "here-document");
      if (heredoc.end <= text_.size() && heredoc.begin <= heredoc.end)
        verdict_.expect(text_.substr(heredoc.begin, heredoc.end - heredoc.begin) == heredoc.content, "here-document is another in the file", heredoc.begin, heredoc.end);
      expanded(heredoc.content, true);
    }
    if (instruction.child) this->instruction(*instruction.child, instruction.begin, instruction.end);
  }

 private:
  void within(std::uint32_t begin, std::uint32_t end, std::string_view what) {
    verdict_.expect(begin_ <= begin && begin <= end && end <= end_, std::string(what) + " does not lie in its instruction", begin, end);
  }
  void word(const Word& word, std::string_view what) {
    within(word.begin, word.end, what);
    expanded(word.text, false);
  }
  void expanded(std::string_view text, bool heredoc) {
    ExpandOptions options;
    options.skip_quotes = options.raw_escapes = options.keep_unset = heredoc;
    Expansion expansion = expand(text, look_up, options);
    verdict_.expect(expansion.text.size() <= kMaxExpandedBytes, "expansion over its limit", expansion.text.size(), kMaxExpandedBytes);
  }

  std::string_view text_;
  Verdict& verdict_;
  std::uint32_t begin_ = 0, end_ = 0;
};

}  // namespace

std::string broken_dockerfile(std::string_view text) {
  Verdict verdict(text);
  auto parsed = parse_dockerfile(kFile, text);
  verdict.diagnostics(parsed.diagnostics);
  verdict.comments(parsed.comments);
  verdict.expect(!parsed.tree.instructions.empty() || !parsed.diagnostics.empty(), "nothing read and nothing said");
  std::uint32_t before = 0;
  for (const Instruction& instruction : parsed.tree.instructions) {
    Walk(text, verdict).instruction(instruction, before, static_cast<std::uint32_t>(text.size()));
    before = instruction.end;
  }
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
