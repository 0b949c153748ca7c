// Characters, white space, comments, identifiers and numbers.
#include "parsers/hcl/parser.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::hcl {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

char Parser::skip_to_significant() {
  for (;;) {
    while (p_ != end_ && (*p_ == ' ' || *p_ == '\t')) ++p_;
    if (p_ == end_) return 0;
    char c = *p_;
    switch (c) {
      case '\n':
        if (newlines_) return c;
        ++p_;
        continue;
      case '\r':
        if (newlines_ || p_ + 1 == end_ || p_[1] != '\n') return c;
        p_ += 2;
        continue;
      case '#': skip_comment_line(); continue;
      case '/':
        if (p_ + 1 != end_ && p_[1] == '/') {
          skip_comment_line();
          continue;
        }
        if (p_ + 1 != end_ && p_[1] == '*' && skip_block_comment()) continue;
        return c;
      default: return c;
    }
  }
}

/// The comment from `start` to p_. Whoever looked ahead and went back reads comments twice; each is kept once.
void Parser::remember_comment(const char* start) {
  while (!comments_.empty() && comments_.back().at.end > at(start)) comments_.pop_back();
  comments_.push_back({{file_, at(start), at(p_)}});
}

void Parser::skip_comment_line() {
  const char* start = p_;
  const void* stop = std::memchr(p_, '\n', static_cast<std::size_t>(end_ - p_));
  p_ = stop ? static_cast<const char*>(stop) : end_;
  if (p_ > start && p_ != end_ && p_[-1] == '\r') --p_;
  remember_comment(start);
}

bool Parser::skip_block_comment() {
  std::string_view rest(p_ + 2, static_cast<std::size_t>(end_ - p_ - 2));
  auto close = rest.find("*/");
  if (close == std::string_view::npos) return false;
  const char* start = p_;
  p_ = rest.data() + close + 2;
  remember_comment(start);
  return true;
}

bool Parser::unicode_identifier_starts() const {
  char32_t c;
  return decode_utf8(p_, end_, c) > 0 && is_identifier_start(c);
}

std::string_view Parser::read_identifier() {
  const char* start = p_;
  for (;;) {
    while (p_ != end_ && class_of(*p_) & kNamePart) ++p_;
    char32_t c;
    if (p_ == end_ || static_cast<unsigned char>(*p_) < 0x80) break;
    int length = decode_utf8(p_, end_, c);
    if (length == 0 || !is_identifier_continue(c)) break;
    p_ += length;
  }
  return {start, static_cast<std::size_t>(p_ - start)};
}

// The reference scanner takes the longest run of digits, dots and exponents that does not end in a dot; whether it is a
// number is decided afterwards, so that `1.2.3` is one wrong number.
std::string_view Parser::read_number() {
  const char* start = p_;
  const char* last = ++p_;
  while (p_ != end_) {
    if (digit(*p_)) {
      last = ++p_;
    } else if (*p_ == '.') {
      ++p_;
    } else if (*p_ == 'e' || *p_ == 'E') {
      const char* exponent = p_ + 1;
      if (exponent != end_ && (*exponent == '+' || *exponent == '-')) ++exponent;
      if (exponent == end_ || !digit(*exponent)) break;
      last = p_ = exponent + 1;
    } else {
      break;
    }
  }
  p_ = last;
  return {start, static_cast<std::size_t>(p_ - start)};
}

bool Parser::keyword(std::string_view word) {
  peek();
  const char* start = p_;
  if (!identifier_starts()) return false;
  if (read_identifier() == word) return true;
  p_ = start;
  return false;
}

bool Parser::at_line_end() {
  char c = peek();
  return p_ == end_ || c == '\n' || (c == '\r' && p_ + 1 != end_ && p_[1] == '\n');
}

void Parser::eat_newline() {
  if (p_ != end_ && *p_ == '\r') ++p_;
  if (p_ != end_ && *p_ == '\n') ++p_;
}

std::nullptr_t Parser::fail(std::string_view message, const char* from, const char* to) {
  report(message, from, to);
  if (error_at_ == nullptr) error_at_ = from;
  return nullptr;
}

void Parser::report(std::string_view message, const char* from, const char* to) {
  constexpr std::size_t kMaxReported = 100;
  if (++reported_ > kMaxReported) return;
  if (reported_ == kMaxReported) message = "too many syntax errors; the rest is not listed";
  if (to == nullptr) to = from < end_ ? from + 1 : end_;
  diagnostics_.push_back({{file_, at(from), at(to)}, std::string(message)});
}

bool Parser::report_depth(const char* from) {
  fail("nested deeper than bulkhead reads (200 levels)", from);
  return true;
}

bool Parser::grow(int a, int b, const char* from) {
  height_ = (a > b ? a : b) + 1;
  if (height_ <= kMaxHeight) return true;
  fail("expression longer than bulkhead reads (1000 operators or steps)", from);
  return false;
}

}  // namespace bulkhead::hcl
