// From a template's flat pieces to its tree: heredoc indentation, joining literals, nesting directives.
#include <limits>

#include "parsers/hcl/parser.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::hcl {
namespace {

using Kind = TemplateToken::Kind;

std::size_t count_spaces(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string_view drop_spaces(std::string_view text, std::size_t count) {
  while (count-- > 0 && !text.empty()) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
    text.remove_prefix(length);
  }
  return text;
}

}  // namespace

/// `<<-`: the smallest indentation of the lines that are not blank is taken off each of them. As the reference does,
/// lines are those of the pieces, after strip markers: an interpolation at the start of a line has no indentation.
void Parser::flush_indentation(std::size_t mark) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::size_t smallest = kNone;
  auto each_line = [&](auto&& visit) {
    bool line_start = true;
    for (std::size_t i = mark; i < tokens_.size(); ++i) {
      TemplateToken& token = tokens_[i];
      bool literal = token.kind == Kind::literal;
      std::size_t indentation = 0;
      bool blank = false;
      bool ends_line = literal && token.text.ends_with('\n');
      if (line_start && literal) {
        std::string_view trimmed = trim_left(token.text);
        blank = trimmed.empty() && ends_line;
        indentation = count_spaces(token.text.substr(0, token.text.size() - trimmed.size()));
      }
      if (line_start && !blank) visit(token, literal, indentation);
      line_start = ends_line;
    }
  };
  each_line([&](TemplateToken&, bool, std::size_t indentation) { smallest = std::min(smallest, indentation); });
  if (smallest == kNone || smallest == 0) return;
  each_line([&](TemplateToken& token, bool literal, std::size_t) {
    if (!literal) return;
    std::string_view rest = drop_spaces(token.text, smallest);
    token.begin += static_cast<std::uint32_t>(token.text.size() - rest.size());
    token.text = rest;
  });
}

void Parser::meld_literals(std::size_t mark) {
  std::size_t out = mark;
  for (std::size_t i = mark; i < tokens_.size();) {
    TemplateToken token = tokens_[i];
    std::size_t next = i + 1;
    if (token.kind == Kind::literal) {
      bool contiguous = true;
      std::size_t size = token.text.size();
      for (; next < tokens_.size() && tokens_[next].kind == Kind::literal; ++next) {
        contiguous = contiguous && tokens_[next].text.data() == token.text.data() + size;
        size += tokens_[next].text.size();
        token.end = tokens_[next].end;
      }
      if (next > i + 1) {
        if (contiguous) {
          token.text = {token.text.data(), size};
        } else {
          scratch_.clear();
          for (std::size_t k = i; k < next; ++k) scratch_ += tokens_[k].text;
          token.text = arena_.copy(std::string_view(scratch_));
        }
      }
    }
    tokens_[out++] = token;
    i = next;
  }
  tokens_.resize(out);
}

const Expression* Parser::build_template(std::size_t mark, const char* start, bool heredoc) {
  meld_literals(mark);
  std::size_t parts_mark = parts_.size();
  int height = 1;
  std::size_t next = mark;
  if (!nest_parts(next, tokens_.size(), Kind::literal)) return nullptr;
  tokens_.resize(mark);
  auto* made = node<Template>(ExpressionKind::template_expr, start);
  made->parts = take(parts_, parts_mark);
  made->heredoc = heredoc;
  height_ = height;
  return made;
}

/// Appends parts to parts_ until `stop` or the directive that ends or divides `opener` (left at `next`).
bool Parser::nest_parts(std::size_t& next, std::size_t stop, Kind opener) {
  while (next < stop) {
    const TemplateToken token = tokens_[next];
    TemplatePart part;
    part.begin = token.begin;
    part.end = token.end;
    switch (token.kind) {
      case Kind::literal: part.text = token.text; break;
      case Kind::interpolation:
        part.kind = TemplatePart::Kind::interpolation;
        part.expression = token.expression;
        break;
      case Kind::if_open:
      case Kind::for_open:
        if (!nest_directive(next, stop, part)) return false;
        break;
      default:
        if (opener != Kind::literal) return true;
        fail("this directive has no opening one", begin_ + (token.begin - base_), begin_ + (token.end - base_));
        return false;
    }
    ++next;
    parts_.push_back(part);
  }
  if (opener == Kind::literal) return true;
  fail("the template ends inside a directive that is not closed", p_ < end_ ? p_ : end_);
  return false;
}

/// The if or for directive at `next`; leaves `next` at its closing token.
bool Parser::nest_directive(std::size_t& next, std::size_t stop, TemplatePart& part) {
  const TemplateToken open = tokens_[next++];
  const char* from = begin_ + (open.begin - base_);
  Depth depth(*this);
  if (too_deep(from)) return false;
  bool is_if = open.kind == Kind::if_open;
  std::size_t mark = parts_.size();
  if (!nest_parts(next, stop, open.kind)) return false;
  auto body = take(parts_, mark);
  std::span<const TemplatePart> otherwise;
  if (is_if && tokens_[next].kind == Kind::else_mark) {
    ++next;
    if (!nest_parts(next, stop, open.kind)) return false;
    otherwise = take(parts_, mark);
  }
  if (tokens_[next].kind != (is_if ? Kind::endif : Kind::endfor)) {
    fail(is_if ? "expected %{ endif }" : "expected %{ endfor }", begin_ + (tokens_[next].begin - base_),
         begin_ + (tokens_[next].end - base_));
    return false;
  }
  part.end = tokens_[next].end;
  if (is_if) {
    part.kind = TemplatePart::Kind::if_directive;
    auto* made = arena_.make<TemplateIf>();
    made->condition = open.expression;
    made->then_parts = body;
    made->else_parts = otherwise;
    part.if_directive = made;
  } else {
    part.kind = TemplatePart::Kind::for_directive;
    auto* made = arena_.make<TemplateFor>();
    made->key_name = open.key_name;
    made->value_name = open.value_name;
    made->collection = open.expression;
    made->body = body;
    part.for_directive = made;
  }
  return true;
}

}  // namespace bulkhead::hcl
