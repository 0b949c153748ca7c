// Quoted strings and heredocs: reading their pieces (HCL native syntax specification, "Templates").
#include "parsers/hcl/parser.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::hcl {
namespace {

bool hex_digit(char c, char32_t& value) {
  if (c >= '0' && c <= '9') value = value << 4 | static_cast<char32_t>(c - '0');
  else if (c >= 'a' && c <= 'f') value = value << 4 | static_cast<char32_t>(c - 'a' + 10);
  else if (c >= 'A' && c <= 'F') value = value << 4 | static_cast<char32_t>(c - 'A' + 10);
  else return false;
  return true;
}

// Bytes that end the fast run through a quoted string's literal text.
constexpr std::array<bool, 256> make_stops() {
  std::array<bool, 256> stops{};
  for (char c : {'"', '\\', '$', '%', '\n', '\r'}) stops[static_cast<unsigned char>(c)] = true;
  for (std::size_t c = 0x80; c < 256; ++c) stops[c] = true;
  return stops;
}
constexpr auto kStops = make_stops();

}  // namespace

const Expression* Parser::parse_quoted() {
  const char* start = p_++;
  std::size_t mark = tokens_.size();
  // Most strings are plain text: one run to the closing quote.
  while (p_ != end_ && !kStops[static_cast<unsigned char>(*p_)]) ++p_;
  if (p_ != end_ && *p_ == '"') {
    auto* part = arena_.make<TemplatePart>();
    part->begin = at(start + 1);
    part->end = at(p_);
    part->text = {start + 1, static_cast<std::size_t>(p_ - start - 1)};
    ++p_;
    auto* made = node<Template>(ExpressionKind::template_expr, start);
    made->parts = {part, part->text.empty() ? 0u : 1u};
    return made;
  }
  p_ = start + 1;
  bool outer = newlines_;
  Depth depth(*this);
  if (too_deep(start) || !read_tokens(TemplateEnd::quote, {})) return nullptr;
  newlines_ = outer;
  ++p_;   // the closing quote
  return build_template(mark, start, false);
}

const Expression* Parser::parse_heredoc() {
  const char* start = p_;
  p_ += 2;
  bool flush = p_ != end_ && *p_ == '-';
  if (flush) ++p_;
  if (!identifier_starts()) return fail("expected an expression (a heredoc needs its marker right after `<<`)", start, p_);
  std::string_view marker = read_identifier();
  if (p_ != end_ && *p_ == '\r') ++p_;
  if (p_ == end_ || *p_ != '\n') return fail("a heredoc's marker must end its line", start, p_);
  ++p_;
  std::size_t mark = tokens_.size();
  bool outer = newlines_;
  Depth depth(*this);
  if (too_deep(start)) return nullptr;
  if (!read_tokens(TemplateEnd::heredoc, marker)) {
    if (p_ == end_) error_at_ = start;   // never closed: what follows it may still be whole
    return nullptr;
  }
  newlines_ = outer;
  if (flush) flush_indentation(mark);
  return build_template(mark, start, true);
}

/// Reads literals and sequences up to the end of the template; p_ stands at the quote, at the line end behind a heredoc's
/// marker, or at the end of the text.
bool Parser::read_tokens(TemplateEnd end, std::string_view marker) {
  const char* start = p_;
  bool line_start = true, trim_next = false, after_literal = false;
  for (;;) {
    if (end == TemplateEnd::text && p_ == end_) return true;
    if (end == TemplateEnd::heredoc && line_start && heredoc_ends(marker)) return true;
    if (p_ == end_ || (end == TemplateEnd::quote && (*p_ == '\n' || *p_ == '\r'))) {
      fail(end == TemplateEnd::quote ? "the string's quote is not closed on its line" : "the heredoc is not closed",
           end == TemplateEnd::quote ? start - 1 : start);
      return false;
    }
    if (end == TemplateEnd::quote && *p_ == '"') return true;
    if ((*p_ == '$' || *p_ == '%') && p_ + 1 != end_ && p_[1] == '{') {
      if (!read_sequence(after_literal, trim_next)) return false;
      line_start = after_literal = false;
      continue;
    }
    TemplateToken token;
    token.begin = at(p_);
    if (!(end == TemplateEnd::quote ? read_quoted_literal(token) : read_line_literal(token))) return false;
    token.end = at(p_);
    line_start = token.text.ends_with('\n');
    if (trim_next) {
      std::string_view trimmed = trim_left(token.text);
      token.begin = token.end - static_cast<std::uint32_t>(trimmed.size());
      token.text = trimmed;
    }
    trim_next = false;
    after_literal = true;
    tokens_.push_back(token);
  }
}

bool Parser::heredoc_ends(std::string_view marker) {
  const void* found = std::memchr(p_, '\n', static_cast<std::size_t>(end_ - p_));
  if (found == nullptr) return false;   // the marker's line must end with a newline, as in the reference scanner
  const char* line_end = static_cast<const char*>(found);
  auto length = static_cast<std::size_t>(line_end - p_);
  if (length < marker.size()) return false;
  if (length > marker.size() && trim(std::string_view(p_, length)) != marker) return false;
  if (length == marker.size() && std::string_view(p_, length) != marker) return false;
  p_ = line_end > p_ && line_end[-1] == '\r' ? line_end - 1 : line_end;
  return true;
}

/// `${…}` or `%{…}` with strip markers. `trim_previous`: the token before is a literal that `~` may trim.
bool Parser::read_sequence(bool trim_previous, bool& trim_next) {
  TemplateToken token;
  const char* start = p_;
  bool directive = *p_ == '%';
  token.begin = at(start);
  p_ += 2;
  if (p_ != end_ && *p_ == '~') {
    ++p_;
    if (trim_previous) tokens_.back().text = trim_right(tokens_.back().text);
  }
  newlines_ = false;
  if (directive) {
    if (!read_directive(token)) return false;
  } else {
    token.kind = TemplateToken::Kind::interpolation;
    token.expression = parse_expression();
    if (token.expression == nullptr) return false;
  }
  trim_next = peek() == '~';
  if (trim_next) ++p_;
  if (p_ == end_ || *p_ != '}') {
    fail(directive ? "expected `}` at the end of the directive" : "expected `}` at the end of the interpolation", p_);
    return false;
  }
  ++p_;
  token.end = at(p_);
  tokens_.push_back(token);
  return true;
}

bool Parser::read_directive(TemplateToken& token) {
  peek();
  const char* start = p_;
  std::string_view word = identifier_starts() ? read_identifier() : std::string_view();
  if (word == "else") token.kind = TemplateToken::Kind::else_mark;
  else if (word == "endif") token.kind = TemplateToken::Kind::endif;
  else if (word == "endfor") token.kind = TemplateToken::Kind::endfor;
  else if (word == "if") token.kind = TemplateToken::Kind::if_open;
  else if (word == "for") token.kind = TemplateToken::Kind::for_open;
  else {
    fail("expected if, else, endif, for or endfor after `%{`", start, std::max(p_, std::min(start + 1, end_)));
    return false;
  }
  if (token.kind == TemplateToken::Kind::for_open && !parse_for_names(token.key_name, token.value_name)) return false;
  if (token.kind != TemplateToken::Kind::for_open && token.kind != TemplateToken::Kind::if_open) return true;
  token.expression = parse_expression();
  return token.expression != nullptr;
}

/// Literal text of a quoted string up to its quote, its line's end or the next sequence.
bool Parser::read_quoted_literal(TemplateToken& token) {
  const char* start = p_;
  std::string decoded;
  bool copied = false;
  const char* run = p_;
  while (p_ != end_) {
    auto c = static_cast<unsigned char>(*p_);
    if (!kStops[c]) {
      ++p_;
      continue;
    }
    if (c == '"' || c == '\n' || c == '\r') break;
    if (c >= 0x80) {
      check_utf8();
      continue;
    }
    char next = p_ + 1 != end_ ? p_[1] : '\0';
    if (c != '\\') {
      if (next == '{') break;
      if (next != static_cast<char>(c) || p_ + 2 == end_ || p_[2] != '{') {
        ++p_;
        continue;
      }
    }
    decoded.append(run, static_cast<std::size_t>(p_ - run));
    copied = true;
    if (!read_escape(decoded)) return false;
    run = p_;
  }
  if (copied) decoded.append(run, static_cast<std::size_t>(p_ - run));
  token.text = copied ? arena_.copy(std::string_view(decoded)) : std::string_view(start, static_cast<std::size_t>(p_ - start));
  return true;
}

/// A backslash escape, `$${` or `%%{` at p_.
bool Parser::read_escape(std::string& out) {
  const char* start = p_;
  if (*p_ != '\\') {
    out += *p_;
    out += '{';
    p_ += 3;
    return true;
  }
  char kind = p_ + 1 != end_ ? p_[1] : '\0';
  p_ += p_ + 1 != end_ ? 2 : 1;
  switch (kind) {
    case 'n': out += '\n'; return true;
    case 'r': out += '\r'; return true;
    case 't': out += '\t'; return true;
    case '"': out += '"'; return true;
    case '\\': out += '\\'; return true;
    case 'u':
    case 'U': {
      char32_t code_point = 0;
      int digits = kind == 'u' ? 4 : 8;
      for (int i = 0; i < digits; ++i, ++p_) {
        if (p_ == end_ || !hex_digit(*p_, code_point)) {
          fail(kind == 'u' ? "\\u needs four hexadecimal digits" : "\\U needs eight hexadecimal digits", start, p_);
          return false;
        }
      }
      bool valid = code_point < 0x110000 && (code_point < 0xD800 || code_point > 0xDFFF);
      append_utf8(out, valid ? code_point : 0xFFFD);
      return true;
    }
    default: fail("unknown escape; a backslash itself is written \\\\", start, p_); return false;
  }
}

/// Literal text of a heredoc or bare template: up to the next sequence or through the end of the line.
bool Parser::read_line_literal(TemplateToken& token) {
  const char* start = p_;
  std::string decoded;
  bool copied = false;
  const char* run = p_;
  while (p_ != end_) {
    char c = *p_;
    if (c == '\n') {
      ++p_;
      break;
    }
    if (static_cast<unsigned char>(c) >= 0x80) {
      check_utf8();
      continue;
    }
    if ((c == '$' || c == '%') && p_ + 1 != end_) {
      if (p_[1] == '{') break;
      if (p_[1] == c && p_ + 2 != end_ && p_[2] == '{') {
        decoded.append(run, static_cast<std::size_t>(p_ - run));
        copied = true;
        if (!read_escape(decoded)) return false;
        run = p_;
        continue;
      }
    }
    ++p_;
  }
  if (copied) decoded.append(run, static_cast<std::size_t>(p_ - run));
  token.text = copied ? arena_.copy(std::string_view(decoded)) : std::string_view(start, static_cast<std::size_t>(p_ - start));
  return true;
}

/// Consumes one code point; bytes that are not UTF-8 are reported once and kept.
bool Parser::check_utf8() {
  char32_t c;
  int length = decode_utf8(p_, end_, c);
  p_ += length > 0 ? length : 1;
  if (length > 0) return true;
  if (!bad_text_) report("text is not UTF-8 here", p_ - 1, p_);
  bad_text_ = true;
  return false;
}

}  // namespace bulkhead::hcl
