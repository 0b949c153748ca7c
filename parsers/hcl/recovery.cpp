// Where to go on after a syntax error: the next item of the same body if brackets allow it, else the next block header
// at the start of a line.
#include "parsers/hcl/parser.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::hcl {
namespace {

constexpr std::size_t kMaxBrackets = 4096;

}  // namespace

/// Sets p_ behind the broken item that starts at `item_start`, whose error was at `error`.
void Parser::recover(const char* item_start, const char* error) {
  std::string brackets;
  const char* p = item_start;
  const char* stop = recovery_budget_ > static_cast<std::uint64_t>(end_ - item_start) ? end_ : item_start + recovery_budget_;
  bool found = false;
  while (p < stop && !found) {
    char c = *p;
    switch (c) {
      case '"': p = skip_string(p); continue;
      case '#': p = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end_ - p)));
        if (p == nullptr) p = end_;
        continue;
      case '<':
        if (const char* after = skip_heredoc(p)) {
          p = after;
          continue;
        }
        break;
      case '(':
      case '[':
      case '{':
        if (brackets.size() < kMaxBrackets) brackets += c;
        break;
      case ')':
      case ']':
        if (!brackets.empty() && brackets.back() == (c == ')' ? '(' : '[')) brackets.pop_back();
        break;
      case '}': {
        auto open = brackets.rfind('{');
        if (open == std::string::npos) {
          if (p >= error) found = true;   // closes the body around
          break;
        }
        brackets.resize(open);
        break;
      }
      case '\n':
        if (p >= error && brackets.empty()) found = true;
        if (outline_ && p >= error && p + 1 < end_ && block_header_here(p + 1)) found = true;
        break;
      default: break;
    }
    if (!found) ++p;
  }
  recovery_budget_ -= std::min<std::uint64_t>(recovery_budget_, static_cast<std::uint64_t>(p - item_start));
  if (!found) p = next_header(std::max(error, item_start));
  p_ = std::max(p, std::min(error, end_));
  if (p_ == item_start && p_ != end_) ++p_;
  if (!attributes_.empty() && attributes_.back().value->kind == ExpressionKind::invalid &&
      attributes_.back().begin == at(item_start)) {
    attributes_.back().end = std::max(attributes_.back().end, at(p_));
    const_cast<Expression*>(attributes_.back().value)->end = attributes_.back().end;
  }
}

/// Behind the quoted string at `p`, or at the end of its line when it is not closed there.
const char* Parser::skip_string(const char* p) const {
  int nested = 0;
  for (++p; p < end_ && *p != '\n'; ++p) {
    if (*p == '\\' && p + 1 < end_) {
      ++p;
    } else if ((*p == '$' || *p == '%') && p + 1 < end_ && p[1] == '{') {
      ++nested;
      ++p;
    } else if (*p == '}' && nested > 0) {
      --nested;
    } else if (*p == '"' && nested == 0) {
      return p + 1;
    }
  }
  return p;
}

/// Behind the heredoc that starts at `p`; null when none starts there or it does not end.
const char* Parser::skip_heredoc(const char* p) const {
  if (end_ - p < 4 || p[1] != '<') return nullptr;
  const char* name = p[2] == '-' ? p + 3 : p + 2;
  const char* line_end = static_cast<const char*>(std::memchr(name, '\n', static_cast<std::size_t>(end_ - name)));
  if (line_end == nullptr || line_end == name) return nullptr;
  std::string_view marker = trim(std::string_view(name, static_cast<std::size_t>(line_end - name)));
  if (marker.empty() || marker.size() > 128 || marker.find(' ') != std::string_view::npos) return nullptr;
  int lines = 0;
  for (const char* line = line_end + 1; line < end_ && lines < 10000; ++lines) {
    const char* next = static_cast<const char*>(std::memchr(line, '\n', static_cast<std::size_t>(end_ - line)));
    if (next == nullptr) next = end_;
    if (trim(std::string_view(line, static_cast<std::size_t>(next - line))) == marker) return next;
    if (next == end_) break;
    line = next + 1;
  }
  return nullptr;
}

/// Whether a block header such as `resource "a" "b" {` stands at `line`, which must be the start of a line.
bool Parser::block_header_here(const char* line) const {
  if (line != begin_ && line[-1] != '\n') return false;
  const char* p = line;
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  if (p == end_ || !letter(*p)) return false;
  while (p < end_ && part(*p)) ++p;
  for (int labels = 0; labels < 8; ++labels) {
    while (p < end_ && (*p == ' ' || *p == '\t')) ++p;
    if (p == end_) return false;
    if (*p == '{') return true;
    if (*p == '"') {
      const char* close = skip_string(p);
      if (close == end_ || *close == '\n') return false;
      p = close;
    } else if (letter(*p)) {
      while (p < end_ && part(*p)) ++p;
    } else {
      return false;
    }
  }
  return false;
}

const char* Parser::next_header(const char* p) const {
  while (p < end_) {
    const char* line = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end_ - p)));
    if (line == nullptr) return end_;
    p = line + 1;
    if (p < end_ && block_header_here(p)) return p;
  }
  return end_;
}

}  // namespace bulkhead::hcl
