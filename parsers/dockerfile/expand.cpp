#include "parsers/dockerfile/expand.h"

#include "parsers/dockerfile/characters.h"
#include "parsers/dockerfile/pattern.h"

namespace bulkhead::dockerfile {
namespace {

constexpr char32_t kEnd = 0x7fffffff;

bool is_special_parameter(char32_t c) { return c < 0x80 && std::string_view("@*#?-$!0").find(static_cast<char>(c)) != std::string_view::npos && c != 0; }

/// Collects the words of a text: an unquoted blank ends a word.
class Words {
 public:
  void add(char32_t c) {
    if (!is_space(c)) return add_raw(c);
    if (inside_ && !current_.empty()) finish();
  }
  void add_raw(char32_t c) {
    append_utf8(current_, c);
    inside_ = true;
  }
  void add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      CodePoint c = decode(text, at);
      add(c.value);
      at += c.width;
    }
  }
  void add_raw(std::string_view text) {
    current_ += text;
    inside_ = true;
  }
  std::vector<std::string> take() {
    if (!current_.empty()) finish();
    return std::move(words_);
  }

 private:
  void finish() {
    words_.push_back(std::move(current_));
    current_.clear();
    inside_ = false;
  }
  std::vector<std::string> words_;
  std::string current_;
  bool inside_ = false;
};

class Expander {
 public:
  Expander(std::string_view text, const VariableLookup& lookup, const ExpandOptions& options)
      : text_(text), lookup_(lookup), options_(options), raw_escapes_(options.raw_escapes) {}

  Expansion run() {
    Expansion out;
    Words words;
    out.text = until(kEnd, options_.raw_escapes, &words);
    out.words = words.take();
    out.unknown = std::move(unknown_);
    out.error = std::move(error_);
    if (!out.error.empty()) out.text.clear(), out.words.clear();
    return out;
  }

 private:
  char32_t peek() const { return at_ < text_.size() ? decode(text_, at_).value : kEnd; }
  char32_t next() {
    if (at_ >= text_.size()) return kEnd;
    CodePoint c = decode(text_, at_);
    at_ += c.width;
    return c.value;
  }
  bool failed() const { return !error_.empty(); }
  std::string fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
    return {};
  }
  bool within_limits(const std::string& text) {
    produced_ += text.size();
    if (produced_ <= kMaxExpandedBytes) return true;
    fail("the expansion is longer than " + std::to_string(kMaxExpandedBytes) + " bytes");
    return false;
  }

  /// Text up to an unquoted `stop`.
  std::string until(char32_t stop, bool raw_escapes, Words* words) {
    if (++depth_ > kMaxExpansionDepth) return fail("references are nested deeper than " + std::to_string(kMaxExpansionDepth));
    bool outer = raw_escapes_;
    raw_escapes_ = raw_escapes;
    std::string out = collect(stop, words);
    raw_escapes_ = outer;
    --depth_;
    return out;
  }

  std::string collect(char32_t stop, Words* words) {
    std::string out;
    while (peek() != kEnd && !failed()) {
      char32_t c = peek();
      if (c == stop) {
        next();
        return out;
      }
      bool quote = (c == '\'' || c == '"') && !options_.skip_quotes;
      if (c == '$' || c == '<' || quote) {
        std::string part = c == '$' ? dollar() : c == '<' ? heredoc_operator() : c == '"' ? double_quoted() : single_quoted();
        if (!within_limits(part)) return {};
        out += part;
        if (words != nullptr) c == '$' ? words->add(std::string_view(part)) : words->add_raw(std::string_view(part));
        continue;
      }
      plain(out, words);
    }
    if (stop != kEnd && !failed()) {
      std::string name;
      append_utf8(name, stop);
      fail("unexpected end while looking for " + name);
    }
    return out;
  }

  void plain(std::string& out, Words* words) {
    char32_t c = next();
    if (c != static_cast<unsigned char>(options_.escape)) {
      append_utf8(out, c);
      if (words != nullptr) words->add(c);
      return;
    }
    if (raw_escapes_) {
      append_utf8(out, c);
      if (words != nullptr) words->add_raw(c);
    }
    c = next();
    if (c == kEnd) return;
    append_utf8(out, c);
    if (words != nullptr) words->add_raw(c);
  }

  std::string single_quoted() {
    std::string out;
    char32_t c = next();
    if (options_.raw_quotes) append_utf8(out, c);
    while ((c = next()) != '\'') {
      if (c == kEnd) return fail("no closing single quote");
      append_utf8(out, c);
    }
    if (options_.raw_quotes) append_utf8(out, c);
    return out;
  }

  std::string double_quoted() {
    std::string out;
    char32_t c = next();
    if (options_.raw_quotes) append_utf8(out, c);
    const char32_t escape = static_cast<unsigned char>(options_.escape);
    while (!failed()) {
      c = peek();
      if (c == kEnd) return fail("no closing double quote");
      if (c == '$') {
        std::string part = dollar();
        if (!within_limits(part)) return {};
        out += part;
        continue;
      }
      next();
      if (c == '"') {
        if (options_.raw_quotes) append_utf8(out, c);
        return out;
      }
      if (c == escape) {
        if (raw_escapes_) append_utf8(out, c);
        char32_t escaped = peek();
        if (escaped == kEnd) continue;
        if (escaped == '"' || escaped == '$' || escaped == escape) c = next();
      }
      append_utf8(out, c);
    }
    return {};
  }

  /// `<<` and the blanks behind it stay together, so that `<<  EOF` is one word.
  std::string heredoc_operator() {
    next();
    if (peek() != '<') return "<";
    next();
    std::string out = "<<";
    for (char32_t c = peek(); c == '\t' || c == '\r' || c == ' '; c = peek()) append_utf8(out, next());
    return out;
  }

  std::string name() {
    std::string out;
    char32_t c = peek();
    if (c < 0x80 && is_digit(c)) {
      while (is_digit(peek())) append_utf8(out, next());
      return out;
    }
    if (is_special_parameter(c)) {
      append_utf8(out, next());
      return out;
    }
    for (; c != kEnd && (is_letter(c) || is_digit(c) || c == '_'); c = peek()) append_utf8(out, next());
    return out;
  }

  std::string unknown(const std::string& variable) {
    unknown_.push_back(variable);
    return "${" + variable + "}";
  }
  std::string value_of(const std::string& variable, const Variable& found) {
    return found.state == Variable::State::set ? found.value : unknown(variable);
  }

  std::string dollar() {
    next();
    if (peek() != '{') {
      std::string variable = name();
      if (variable.empty()) return "$";
      Variable found = lookup_(variable);
      if (found.state == Variable::State::unset) return options_.keep_unset ? "$" + variable : std::string();
      return value_of(variable, found);
    }
    next();
    char32_t c = peek();
    if (c == kEnd) return fail("a reference lacks its }");
    if (c == '{' || c == '}' || c == ':') return fail("bad substitution");
    std::string variable = name();
    c = next();
    if (c == '}') {
      Variable found = lookup_(variable);
      if (found.state == Variable::State::unset) return options_.keep_unset ? "${" + variable + "}" : std::string();
      return value_of(variable, found);
    }
    if (c == '/') return substitute(variable);
    return modified(variable, c);
  }

  /// Behind `${name` and the modifier's first character.
  std::string modified(const std::string& variable, char32_t modifier) {
    bool empty_is_unset = modifier == ':';
    std::string written = empty_is_unset ? ":" : "";
    if (empty_is_unset) modifier = next();
    if (modifier != kEnd) append_utf8(written, modifier);
    bool trims = modifier == '#' || modifier == '%';
    bool supported = trims || modifier == '+' || modifier == '-' || modifier == '?';
    if (!supported || (empty_is_unset && trims)) return fail("unsupported modifier (" + written + ") in substitution");
    std::string word;
    std::vector<std::string> unknown_before = unknown_;
    word = until('}', trims, nullptr);
    if (failed()) return {};
    std::vector<std::string> unknown_with_word = std::move(unknown_);
    unknown_ = std::move(unknown_before);
    Variable found = lookup_(variable);
    if (found.state == Variable::State::unset && options_.keep_unset) return "${" + variable + written + word + "}";
    auto use_word = [&] {
      unknown_ = std::move(unknown_with_word);
      return word;
    };
    if (found.state == Variable::State::unknown) return unknown(variable);
    bool has = found.state == Variable::State::set && !(empty_is_unset && found.value.empty());
    if (modifier == '-') return has ? found.value : use_word();
    if (modifier == '+') return has ? use_word() : found.state == Variable::State::open ? unknown(variable) : std::string();
    if (found.state == Variable::State::open) return unknown(variable);
    if (modifier == '?') {
      if (has) return found.value;
      if (word.empty()) word = found.state == Variable::State::set ? "is not allowed to be empty" : "is not allowed to be unset";
      return fail(variable + ": " + word);
    }
    return trimmed(found.value, word, modifier);
  }

  std::string trimmed(const std::string& value, std::string_view word, char32_t modifier) {
    bool longest = !word.empty() && word.front() == static_cast<char>(modifier);
    if (longest) word.remove_prefix(1);
    auto result = modifier == '#' ? trim_prefix(word, value, longest) : trim_suffix(word, value, longest);
    return result ? *result : fail("invalid pattern in substitution");
  }

  std::string substitute(const std::string& variable) {
    bool all = peek() == '/';
    if (all) next();
    std::string pattern = until('/', true, nullptr);
    if (failed()) return {};
    std::string with = until('}', true, nullptr);
    if (failed()) return {};
    Variable found = lookup_(variable);
    if (found.state == Variable::State::unset && options_.keep_unset) return "${" + variable + "/" + pattern + "/" + with + "}";
    if (found.state == Variable::State::unknown || found.state == Variable::State::open) return unknown(variable);
    auto result = replace(pattern, found.value, with, all);
    return result ? *result : fail("invalid pattern in substitution");
  }

  std::string_view text_;
  const VariableLookup& lookup_;
  const ExpandOptions& options_;
  bool raw_escapes_;
  std::size_t at_ = 0;
  std::size_t produced_ = 0;
  int depth_ = 0;
  std::vector<std::string> unknown_;
  std::string error_;
};

}  // namespace

Expansion expand(std::string_view word, const VariableLookup& lookup, const ExpandOptions& options) {
  return Expander(word, lookup, options).run();
}

}  // namespace bulkhead::dockerfile
