// Scannerless recursive descent parser of HCL native syntax. Verdicts follow the reference implementation
// (hashicorp/hcl v2, hclsyntax). Internal to parsers/hcl: others use ast.h.
#pragma once
#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/hcl/ast.h"

namespace bulkhead::hcl {

/// A flat piece of a template before directives are nested: the unit that strip markers and heredoc indentation work on.
struct TemplateToken {
  enum class Kind : std::uint8_t { literal, interpolation, if_open, else_mark, endif, for_open, endfor };
  Kind kind = Kind::literal;
  std::uint32_t begin = 0, end = 0;
  std::string_view text;                    // literal, decoded
  const Expression* expression = nullptr;   // interpolation, condition or collection
  std::string_view key_name, value_name;    // for_open
};

/// What a byte may be, so that the usual byte costs one look-up.
enum ByteClass : unsigned char { kNameStart = 1, kNamePart = 2, kSignificant = 4 };

constexpr std::array<unsigned char, 256> byte_classes() {
  std::array<unsigned char, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    bool digit = c >= '0' && c <= '9';
    bool skipped = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '#' || c == '/';
    classes[static_cast<std::size_t>(c)] = static_cast<unsigned char>(
        (letter ? kNameStart | kNamePart : 0) | (digit || c == '-' ? kNamePart : 0) | (skipped ? 0 : kSignificant));
  }
  return classes;
}
inline constexpr auto kByteClasses = byte_classes();
inline unsigned char class_of(char c) { return kByteClasses[static_cast<unsigned char>(c)]; }

class Parser {
 public:
  Parser(FileId file, std::string_view text, std::uint32_t base, Arena& arena, std::vector<Diagnostic>& diagnostics,
         std::vector<Comment>& comments);

  /// The whole text as a body. With `outline`, a block header at the start of a line closes the blocks around it: the
  /// second attempt at a file whose braces do not match.
  const Body* parse_file(bool outline);
  const Expression* parse_whole_expression();
  const Expression* parse_whole_template();
  /// Whether a block ran to the end of the file without its closing brace.
  bool unclosed() const { return unclosed_; }

 private:
  enum class TemplateEnd : std::uint8_t { quote, heredoc, text };

  // Characters, white space and comments (scanner.cpp).
  std::uint32_t at(const char* p) const { return base_ + static_cast<std::uint32_t>(p - begin_); }
  /// The next significant character, 0 at the end.
  char peek() { return p_ != end_ && (class_of(*p_) & kSignificant) ? *p_ : skip_to_significant(); }
  char skip_to_significant();
  void remember_comment(const char* start);
  void skip_comment_line();
  bool skip_block_comment();
  bool starts_with(std::string_view text) const {
    return static_cast<std::size_t>(end_ - p_) >= text.size() && std::memcmp(p_, text.data(), text.size()) == 0;
  }
  bool identifier_starts() const {
    if (p_ == end_) return false;
    return static_cast<unsigned char>(*p_) < 0x80 ? (class_of(*p_) & kNameStart) != 0 : unicode_identifier_starts();
  }
  bool unicode_identifier_starts() const;
  std::string_view read_identifier();
  std::string_view read_number();
  bool keyword(std::string_view word);   // consumes the identifier if it is `word`
  bool at_line_end();                    // newline or end of text is next
  void eat_newline();

  std::nullptr_t fail(std::string_view message, const char* from, const char* to = nullptr);
  void report(std::string_view message, const char* from, const char* to);

  // Bodies (body.cpp).
  void parse_body_items(bool nested);
  const Body* finish_body(std::size_t attribute_mark, std::size_t block_mark, const char* begin);
  bool parse_item();
  bool parse_attribute(std::string_view name, const char* start, bool single_line);
  bool parse_block(std::string_view type, const char* start);
  bool parse_block_content(Block* block, const char* brace);
  bool read_labels(std::vector<Label>& labels);
  bool read_quoted_label(Label& label);
  void check_duplicates(std::size_t mark);
  bool block_header_here(const char* line) const;

  // Recovery (recovery.cpp).
  void recover(const char* item_start, const char* error);
  const char* skip_string(const char* p) const;
  const char* skip_heredoc(const char* p) const;
  const char* next_header(const char* p) const;

  // Expressions (expression.cpp).
  const Expression* parse_expression();
  const Expression* parse_conditional(const char* start);
  const Expression* parse_binary(int level);
  const Expression* parse_operand();
  const Expression* parse_traversals(const Expression* source);
  const Expression* parse_dot(const Expression* source);
  const Expression* parse_bracket(const Expression* source);
  const Expression* parse_attribute_splat(const Expression* source);
  const Expression* parse_term();
  const Expression* parse_name();
  const Expression* parse_unary(Operator op);
  const Expression* parse_parentheses();
  int read_operator(Operator& op);   // its level, 0 when there is none; length left in operator_length_

  // Collections, calls and for expressions (collection.cpp).
  const Expression* parse_call(std::string_view name, const char* start);
  const Expression* parse_tuple();
  const Expression* parse_object();
  bool parse_object_item();
  bool object_is_for();
  const Expression* parse_for(const char* start, char close);
  bool parse_for_names(std::string_view& key_name, std::string_view& value_name);
  bool finish_for(ForExpr& node, const char* start, char close);
  std::string_view read_call_name(std::string_view name, const char* start);

  // Templates (template.cpp, template_tokens.cpp).
  const Expression* parse_quoted();
  const Expression* parse_heredoc();
  bool read_tokens(TemplateEnd end, std::string_view marker);
  bool read_sequence(bool trim_next_allowed, bool& trim_next);
  bool read_directive(TemplateToken& token);
  bool read_quoted_literal(TemplateToken& token);
  bool read_escape(std::string& out);
  bool read_line_literal(TemplateToken& token);
  bool heredoc_ends(std::string_view marker);
  bool check_utf8();
  void flush_indentation(std::size_t mark);
  const Expression* build_template(std::size_t mark, const char* start, bool heredoc);
  void meld_literals(std::size_t mark);
  bool nest_parts(std::size_t& next, std::size_t stop, TemplateToken::Kind opener);
  bool nest_directive(std::size_t& next, std::size_t stop, TemplatePart& part);

  template <class T>
  T* node(ExpressionKind kind, const char* from) {
    T* made = arena_.make<T>();
    made->kind = kind;
    made->begin = at(from);
    made->end = at(p_);
    return made;
  }
  template <class T>
  std::span<const T> take(std::vector<T>& stack, std::size_t mark) {
    auto made = arena_.copy(std::span<const T>(stack.data() + mark, stack.size() - mark));
    stack.resize(mark);
    return made;
  }

  /// Nested constructs add one while they are parsed; chains add to `height_` of the finished node.
  struct Depth {
    explicit Depth(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Depth() { --parser_.depth_; }
    Parser& parser_;
  };
  bool too_deep(const char* from) { return depth_ > kMaxDepth && report_depth(from); }
  bool report_depth(const char* from);
  /// One more level on top of nodes of heights `a` and `b`; false when the chain is too long.
  bool grow(int a, int b, const char* from);

  FileId file_;
  const char* begin_;
  const char* end_;
  const char* p_;
  std::uint32_t base_;
  Arena& arena_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Comment>& comments_;
  bool newlines_ = true;        // newlines end things here
  bool outline_ = false;
  bool unclosed_ = false;
  bool unwinding_ = false;      // outline: a block header at the start of a line closes the bodies around
  bool bad_text_ = false;       // invalid UTF-8 already reported
  int depth_ = 0;
  int height_ = 1;              // of the expression parsed last
  int operator_length_ = 0;
  const char* error_at_ = nullptr;
  std::uint64_t recovery_budget_ = 0;
  std::size_t reported_ = 0;

  std::vector<Attribute> attributes_;
  std::vector<const Block*> blocks_;
  std::vector<const Expression*> expressions_;
  std::vector<ObjectItem> object_items_;
  std::vector<TemplateToken> tokens_;
  std::vector<TemplatePart> parts_;
  std::string scratch_;
};

inline constexpr int kMaxHeight = 1000;   // longest chain of operators or traversal steps in one expression

}  // namespace bulkhead::hcl
