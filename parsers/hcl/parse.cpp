// The public functions of ast.h.
#include "parsers/hcl/parser.h"

namespace bulkhead::hcl {
namespace {

constexpr std::size_t kMaxText = 0xF0000000u;   // offsets are 32 bits wide

std::string_view clamp(std::string_view text) { return text.substr(0, kMaxText); }

const Expression* invalid_node(Arena& arena, std::uint32_t begin, std::size_t size) {
  auto* made = arena.make<Invalid>();
  made->kind = ExpressionKind::invalid;
  made->begin = begin;
  made->end = begin + static_cast<std::uint32_t>(size);
  return made;
}

}  // namespace

Parser::Parser(FileId file, std::string_view text, std::uint32_t base, Arena& arena, std::vector<Diagnostic>& diagnostics,
               std::vector<Comment>& comments)
    : file_(file), begin_(text.data()), end_(text.data() + text.size()), p_(text.data()), base_(base), arena_(arena),
      diagnostics_(diagnostics), comments_(comments), recovery_budget_(4 * text.size() + (1u << 16)) {}

const Expression* Parser::parse_whole_expression() {
  newlines_ = false;
  const char* start = p_;
  peek();
  newlines_ = true;
  const Expression* made = parse_expression();
  if (made != nullptr) {
    newlines_ = false;
    peek();
    if (p_ != end_) made = fail("characters after the end of the expression", p_);
  }
  return made ? made : invalid_node(arena_, at(start), static_cast<std::size_t>(end_ - start));
}

const Expression* Parser::parse_whole_template() {
  const char* start = p_;
  const Expression* made = nullptr;
  if (read_tokens(TemplateEnd::text, {})) made = build_template(0, start, false);
  return made ? made : invalid_node(arena_, at(start), static_cast<std::size_t>(end_ - start));
}

const Attribute* Body::attribute(std::string_view name) const {
  for (const Attribute& candidate : attributes)
    if (candidate.name == name) return &candidate;
  return nullptr;
}

Parsed<File> parse_hcl(FileId id, std::string_view text) {
  text = clamp(text);
  Parsed<File> result;
  result.tree.id = id;
  Parser parser(id, text, 0, result.tree.arena, result.diagnostics, result.comments);
  result.tree.body = parser.parse_file(false);
  if (!parser.unclosed()) return result;
  // A brace is missing somewhere. Headers at the start of a line say where blocks really begin.
  Parsed<File> second;
  second.tree.id = id;
  Parser outline(id, text, 0, second.tree.arena, second.diagnostics, second.comments);
  second.tree.body = outline.parse_file(true);
  return second;
}

Parsed<StandaloneExpression> parse_expression(FileId id, std::string_view text, std::uint32_t base) {
  Parsed<StandaloneExpression> result;
  text = clamp(text);
  Parser parser(id, text, base, result.tree.arena, result.diagnostics, result.comments);
  result.tree.root = parser.parse_whole_expression();
  return result;
}

Parsed<StandaloneExpression> parse_template(FileId id, std::string_view text, std::uint32_t base) {
  Parsed<StandaloneExpression> result;
  text = clamp(text);
  Parser parser(id, text, base, result.tree.arena, result.diagnostics, result.comments);
  result.tree.root = parser.parse_whole_template();
  return result;
}

}  // namespace bulkhead::hcl
