#include "parsers/shell/words.h"

#include "parsers/shell/children.h"

namespace bulkhead::shell {
namespace {

/// Unquoted text: a backslash keeps the next character, and joins lines.
std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
      if (text[i] == '\n') continue;
    }
    out.push_back(text[i]);
  }
  return out;
}

/// Text between double quotes: a backslash is special only before `$`, backquote, `"`, backslash and line end.
std::string unescape_quoted(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && std::string_view("$`\"\\\n").find(text[i + 1]) != std::string_view::npos) {
      ++i;
      if (text[i] == '\n') continue;
    }
    out.push_back(text[i]);
  }
  return out;
}

std::string unescape_ansi(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out.push_back(text[i]);
      continue;
    }
    char c = text[++i];
    out.push_back(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
  }
  return out;
}

bool is_name(std::string_view text) {
  if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return false;
  for (char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return true;
}

}  // namespace

std::string_view WordReader::source(TSNode node) const {
  std::uint32_t begin = ts_node_start_byte(node), end = ts_node_end_byte(node);
  return end <= text_.size() && begin <= end ? text_.substr(begin, end - begin) : std::string_view();
}

Word WordReader::read(TSNode node) {
  pending_.clear();
  parts_.clear();
  add(node, 0);
  flush();
  Word out;
  out.begin = ts_node_start_byte(node);
  out.end = ts_node_end_byte(node);
  std::string text;
  for (const Part& part : parts_) {
    if (part.kind == Part::Kind::variable) text.append("${").append(part.text).append("}");
    else text += part.text;
    if (part.kind != Part::Kind::literal) out.literal = false;
  }
  out.parts = arena_.copy(parts_);
  out.text = arena_.copy(std::string_view(text));
  return out;
}

void WordReader::flush() {
  if (pending_.empty()) return;
  parts_.push_back({Part::Kind::literal, arena_.copy(std::string_view(pending_))});
  pending_.clear();
}

void WordReader::expansion(Part::Kind kind, std::string_view text) {
  flush();
  parts_.push_back({kind, text});
}

void WordReader::add(TSNode node, int depth) {
  std::string_view kind = ts_node_type(node), written = source(node);
  if (depth > kMaxNesting) return expansion(Part::Kind::unknown, written);
  if (kind == "string") return add_string(node, depth);
  if (kind == "raw_string" && written.size() >= 2) return literal(written.substr(1, written.size() - 2));
  if (kind == "ansi_c_string" && written.size() >= 3) return literal(unescape_ansi(written.substr(2, written.size() - 3)));
  if (kind == "word" || kind == "number" || kind == "extglob_pattern" || kind == "regex") {
    bool spans_children = ts_node_named_child_count(node) > 0;   // a number such as `10#$x`
    return spans_children ? expansion(Part::Kind::unknown, written) : literal(unescape(written));
  }
  if (kind == "concatenation" || kind == "command_name") {
    each_child(node, [&](TSNode child) { add(child, depth + 1); });
    return;
  }
  if (kind == "simple_expansion" && is_name(written.substr(1))) return expansion(Part::Kind::variable, written.substr(1));
  bool braced = kind == "expansion" && written.size() > 3;
  if (braced && is_name(written.substr(2, written.size() - 3))) return expansion(Part::Kind::variable, written.substr(2, written.size() - 3));
  if (!ts_node_is_named(node)) return literal(unescape(written));
  expansion(Part::Kind::unknown, written);
}

/// A double-quoted string: text between its children belongs to it as well.
void WordReader::add_string(TSNode node, int depth) {
  std::uint32_t at = ts_node_start_byte(node) + 1, end = ts_node_end_byte(node);
  if (end > at && end <= text_.size() && text_[end - 1] == '"') --end;
  each_named_child(node, [&](TSNode child) {
    if (std::string_view(ts_node_type(child)) == "string_content") return;
    std::uint32_t begin = ts_node_start_byte(child);
    if (begin > at && begin <= end) literal(unescape_quoted(text_.substr(at, begin - at)));
    add(child, depth + 1);
    at = ts_node_end_byte(child);
  });
  if (end > at) literal(unescape_quoted(text_.substr(at, end - at)));
}

}  // namespace bulkhead::shell
