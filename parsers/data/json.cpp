// JSON through nlohmann's SAX parser; an iterator that knows its place gives the spans.
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "parsers/data/encoding.h"
#include "parsers/data/tree_builder.h"

namespace bulkhead::data {
namespace {

/// Input iterator over the text that shares its position: the lexer reads exactly one character ahead of a number's end
/// and none ahead of everything else's.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* read) : at_(at), read_(read) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*read_;
    return *this;
  }
  CountingIterator operator++(int) {
    auto old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  std::size_t* read_;
};

bool number_character(char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E'; }

/// Receives the parser's events. Returning false stops it.
class Receiver {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  Receiver(std::string_view text, std::size_t base, const std::size_t& read, TreeBuilder& builder)
      : text_(text), base_(base), read_(read), builder_(builder), last_(static_cast<std::uint32_t>(base)) {}

  bool null() { return word(NodeKind::null_value, false); }
  bool boolean(bool value) { return word(NodeKind::boolean, value); }
  bool number_integer(number_integer_t) { return number(); }
  bool number_unsigned(number_unsigned_t) { return number(); }
  bool number_float(number_float_t, const string_t&) { return number(); }
  bool binary(binary_t&) { return false; }
  bool string(string_t& value) {
    std::uint32_t begin = token_begin(), end = here();
    return scalar(Node{.kind = NodeKind::string, .style = ScalarStyle::double_quoted, .begin = begin, .end = end, .text = builder_.keep(value, begin, end)});
  }
  bool key(string_t& value) { return string(value); }
  bool start_object(std::size_t) { return open(NodeKind::mapping); }
  bool start_array(std::size_t) { return open(NodeKind::sequence); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception& problem) {
    if (stopped_) return false;
    std::string message = problem.what();
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while ...": the place is ours.
    if (auto cut = message.find(": "); cut != std::string::npos) message.erase(0, cut + 2);
    if (auto cut = message.find("; last read: "); cut != std::string::npos) {   // would quote the file
      auto expected = message.find("; expected ", cut);
      message.erase(cut, expected == std::string::npos ? std::string::npos : expected - cut);
    }
    std::uint32_t at = here() > base_ ? here() - 1 : here();
    return stop(at, "cannot parse as JSON: " + message);
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(base_ + read_); }

  /// Where the token just read begins: behind white space and separators after the one before.
  std::uint32_t token_begin() const {
    std::uint32_t at = last_;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\n' || text_[at] == '\r' || text_[at] == ',' || text_[at] == ':')) ++at;
    return at;
  }

  bool scalar(const Node& node) {
    last_ = node.end;
    builder_.scalar(node, {});
    return true;
  }

  bool word(NodeKind kind, bool value) {
    std::uint32_t begin = token_begin(), end = here();
    return scalar(Node{.kind = kind, .boolean = value, .begin = begin, .end = end, .text = text_.substr(begin, end - begin)});
  }

  bool number() {
    std::uint32_t begin = token_begin(), end = begin;
    while (end < text_.size() && number_character(text_[end])) ++end;
    if (here() < text_.size()) end = std::min(end, here() - 1);   // the lexer has read one character beyond
    return scalar(Node{.kind = NodeKind::number, .begin = begin, .end = end, .text = text_.substr(begin, end - begin)});
  }

  bool open(NodeKind kind) {
    std::uint32_t begin = here() - 1;
    last_ = here();
    if (builder_.too_deep()) return stop(begin, "nested deeper than " + std::to_string(kMaxDepth) + " levels (limit)");
    builder_.open(kind, begin, {}, {});
    return true;
  }

  bool close() {
    last_ = here();
    builder_.close(here(), true);
    return true;
  }

  bool stop(std::uint32_t at, std::string message) {
    stopped_ = true;
    builder_.report(at, std::min<std::uint32_t>(at + 1, static_cast<std::uint32_t>(text_.size())), std::move(message), Diagnostic::Severity::error);
    return false;
  }

  std::string_view text_;
  std::size_t base_;
  const std::size_t& read_;
  TreeBuilder& builder_;
  std::uint32_t last_;
  bool stopped_ = false;
};

}  // namespace

Parsed<Stream> parse_json(FileId id, std::string_view text) {
  Parsed<Stream> out;
  out.tree.id = id;
  std::string_view encoding = foreign_encoding(text);
  if (!encoding.empty()) {
    out.diagnostics.push_back({{id, 0, 0}, "unsupported encoding " + std::string(encoding) + ": only UTF-8 is read", Diagnostic::Severity::error});
    return out;
  }
  std::size_t base = byte_order_mark(text), read = 0;
  TreeBuilder builder(id, text, out.tree.arena, out.diagnostics);
  Receiver receiver(text, base, read, builder);
  CountingIterator begin(text.data() + base, &read), end(text.data() + text.size(), &read);
  bool complete = nlohmann::json::sax_parse(begin, end, &receiver);
  auto stop = static_cast<std::uint32_t>(std::min(base + read, text.size()));
  if (!complete) builder.close_all(stop);
  if (builder.root()) {
    Document document{builder.root(), builder.root()->begin, builder.root()->end};
    out.tree.documents = out.tree.arena.copy(std::span<const Document>(&document, 1));
  }
  return out;
}

}  // namespace bulkhead::data
