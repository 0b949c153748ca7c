#include "analyzer/cel/lexer.h"

#include <charconv>
#include <optional>

namespace bulkhead::cel {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// Prefixes of a string literal: r raw, b bytes, in any case and order.
struct StringPrefix {
  std::size_t length = 0;
  bool raw = false, bytes = false;
};

class Lexer {
 public:
  Lexer(std::string_view text, SyntaxError& error) : text_(text), error_(error) {}

  std::vector<Token> run() {
    for (skip_blank(); at_ < text_.size() && error_.message.empty(); skip_blank()) next();
    tokens_.push_back({TokenKind::end, {}, 0, 0, static_cast<std::uint32_t>(text_.size())});
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void fail(std::string message, std::size_t at) { error_ = {std::move(message), static_cast<std::uint32_t>(at)}; }

  void skip_blank() {
    while (at_ < text_.size()) {
      if (is_space(peek())) {
        ++at_;
      } else if (peek() == '/' && peek(1) == '/') {
        while (at_ < text_.size() && peek() != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  void next() {
    if (auto prefix = string_prefix()) return string(*prefix);
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return number();
    if (is_letter(peek())) return identifier();
    if (peek() == '`') return quoted_identifier();
    symbol();
  }

  void identifier() {
    std::size_t begin = at_;
    while (is_letter(peek()) || is_digit(peek())) ++at_;
    push(TokenKind::identifier, std::string(text_.substr(begin, at_ - begin)), begin);
  }

  /// `a-b`: a member name that is no identifier.
  void quoted_identifier() {
    std::size_t begin = at_++;
    auto close = text_.find('`', at_);
    if (close == std::string_view::npos) return fail("unclosed `", begin);
    push(TokenKind::identifier, std::string(text_.substr(at_, close - at_)), begin);
    at_ = close + 1;
  }

  void symbol() {
    static constexpr std::string_view kTwo[] = {"==", "!=", "<=", ">=", "&&", "||"};
    for (std::string_view two : kTwo)
      if (text_.substr(at_, 2) == two) {
        push(TokenKind::symbol, std::string(two), at_);
        at_ += 2;
        return;
      }
    if (std::string_view("<>!?:.,+-*/%()[]{}").find(peek()) == std::string_view::npos)
      return fail(std::string("unexpected character '") + peek() + "'", at_);
    push(TokenKind::symbol, std::string(1, peek()), at_);
    ++at_;
  }

  void number() {
    std::size_t begin = at_;
    Token token{TokenKind::integer, {}, 0, 0, static_cast<std::uint32_t>(begin)};
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
      at_ += 2;
      auto [end, code] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), token.integer, 16);
      if (code != std::errc()) return fail("bad hexadecimal number", begin);
      at_ = static_cast<std::size_t>(end - text_.data());
    } else {
      while (is_digit(peek())) ++at_;
      bool decimal = false;
      if (peek() == '.' && is_digit(peek(1))) {
        decimal = true;
        for (++at_; is_digit(peek());) ++at_;
      }
      if (peek() == 'e' || peek() == 'E') {
        decimal = true;
        ++at_;
        if (peek() == '+' || peek() == '-') ++at_;
        while (is_digit(peek())) ++at_;
      }
      std::from_chars_result result{};
      if (decimal) {
        token.kind = TokenKind::decimal;
        result = std::from_chars(text_.data() + begin, text_.data() + at_, token.decimal);
      } else {
        result = std::from_chars(text_.data() + begin, text_.data() + at_, token.integer);
      }
      if (result.ec != std::errc()) return fail("number out of range", begin);
    }
    if (token.kind == TokenKind::integer && (peek() == 'u' || peek() == 'U')) ++at_;
    if (is_letter(peek())) return fail("bad number", begin);
    tokens_.push_back(std::move(token));
  }

  std::optional<StringPrefix> string_prefix() const {
    StringPrefix prefix;
    for (; prefix.length < 2; ++prefix.length) {
      char c = peek(prefix.length);
      if ((c == 'r' || c == 'R') && !prefix.raw) prefix.raw = true;
      else if ((c == 'b' || c == 'B') && !prefix.bytes) prefix.bytes = true;
      else break;
    }
    char quote = peek(prefix.length);
    if (quote != '"' && quote != '\'') return std::nullopt;
    return prefix;
  }

  void string(const StringPrefix& prefix) {
    std::size_t begin = at_;
    at_ += prefix.length;
    char quote = peek();
    std::string close(1, quote);
    if (peek(1) == quote && peek(2) == quote) close.assign(3, quote);
    at_ += close.size();
    std::string out;
    while (text_.substr(at_, close.size()) != close) {
      if (at_ >= text_.size() || (close.size() == 1 && peek() == '\n')) return fail("unclosed string", begin);
      if (peek() == '\\' && !prefix.raw) {
        if (!escape(out, prefix.bytes)) return;
      } else {
        out += text_[at_++];
      }
    }
    at_ += close.size();
    push(TokenKind::string, std::move(out), begin);
  }

  bool escape(std::string& out, bool bytes) {
    static constexpr std::string_view kNames = "abfnrtv\\?\"'`", kBytes = "\a\b\f\n\r\t\v\\?\"'`";
    std::size_t begin = at_++;
    char c = peek();
    if (auto index = kNames.find(c); c != '\0' && index != std::string_view::npos) {
      out += kBytes[index];
      ++at_;
      return true;
    }
    std::size_t digits = c == 'x' || c == 'X' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : c >= '0' && c <= '3' ? 3 : 0;
    if (digits != 3) ++at_;
    std::uint32_t code = 0;
    auto part = text_.substr(at_ < text_.size() ? at_ : text_.size(), digits);
    auto result = std::from_chars(part.data(), part.data() + part.size(), code, digits == 3 ? 8 : 16);
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (digits == 0 || part.size() != digits || result.ec != std::errc() || result.ptr != part.data() + digits ||
        code > 0x10FFFF || surrogate) {
      fail("bad escape sequence", begin);
      return false;
    }
    at_ += digits;
    if (bytes && digits <= 3) out += static_cast<char>(code);
    else append_utf8(out, code);
    return true;
  }

  void push(TokenKind kind, std::string text, std::size_t at) {
    tokens_.push_back({kind, std::move(text), 0, 0, static_cast<std::uint32_t>(at)});
  }

  std::string_view text_;
  SyntaxError& error_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text, SyntaxError& error) { return Lexer(text, error).run(); }

}  // namespace bulkhead::cel
