// YAML through libyaml's events: its verdict is the one that Go's parser (Kubernetes, Helm, Compose) gives.
#include <yaml.h>

#include <algorithm>
#include <string>

#include "parsers/data/comments.h"
#include "parsers/data/encoding.h"
#include "parsers/data/scalars.h"
#include "parsers/data/tree_builder.h"

namespace bulkhead::data {
namespace {

using Severity = Diagnostic::Severity;

constexpr std::size_t kMaxBrokenDocuments = 100;   // of one file: each costs a new start over the rest of the text

std::string_view view(const yaml_char_t* text, std::size_t size) {
  return text ? std::string_view(reinterpret_cast<const char*>(text), size) : std::string_view();
}
std::string_view view(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

struct Event {
  yaml_event_t raw{};
  ~Event() { yaml_event_delete(&raw); }
};

struct EventParser {
  yaml_parser_t raw{};
  bool usable = false;
  explicit EventParser(std::string_view text) {
    usable = yaml_parser_initialize(&raw) != 0;
    if (!usable) return;
    yaml_parser_set_encoding(&raw, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&raw, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~EventParser() {
    if (usable) yaml_parser_delete(&raw);
  }
  EventParser(const EventParser&) = delete;
};

bool blank(char c) { return c == ' ' || c == '\t'; }
bool line_break(char c) { return c == '\n' || c == '\r'; }

/// Start of the next line at or after `from` that begins with `---` (a document marker even inside quotes and block scalars).
std::size_t next_document(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find("---", from); at != std::string_view::npos; at = text.find("---", at + 1)) {
    bool starts_line = at == 0 || line_break(text[at - 1]);
    if (starts_line && (at + 3 == text.size() || blank(text[at + 3]) || line_break(text[at + 3]))) return at;
  }
  return text.size();
}

/// Start of the document that `at` is in, not before `from`.
std::size_t document_of(std::string_view text, std::size_t from, std::size_t at) {
  std::size_t start = from;
  for (std::size_t next = next_document(text, from); next <= at && next < text.size(); next = next_document(text, next + 3)) start = next;
  return start;
}

/// What a tag says of a scalar's kind.
NodeKind scalar_kind(std::string_view tag, bool quoted, std::string_view text) {
  constexpr std::string_view kCore = "tag:yaml.org,2002:";
  if (tag.empty() || (tag == "!" && !quoted)) return quoted ? NodeKind::string : plain_kind(text);
  if (!tag.starts_with(kCore)) return NodeKind::string;
  std::string_view name = tag.substr(kCore.size());
  if (name == "int" || name == "float" || name == "bool" || name == "null") return plain_kind(text);
  return NodeKind::string;
}

/// Reads one file: the stream is cut at documents that cannot be read, and goes on behind them.
class YamlReader {
 public:
  YamlReader(FileId id, std::string_view text, Parsed<Stream>& out)
      : text_(text), out_(out), builder_(id, text, out.tree.arena, out.diagnostics), comments_(id, text, out.comments) {}

  void read() {
    std::size_t from = byte_order_mark(text_);
    auto bad = first_unreadable(text_, from);
    while (from < text_.size() && lost_ <= kMaxBrokenDocuments) {
      if (bad && bad->at < from) bad = first_unreadable(text_, from);
      std::size_t until = bad ? document_of(text_, from, bad->at) : text_.size();
      std::size_t reached = until > from ? read_segment(from, until) : from;
      if (reached == until && bad) {
        reached = next_document(text_, bad->at);
        lose(from, reached, bad->at, bad->message);
      }
      from = reached;
    }
    out_.tree.documents = out_.tree.arena.copy(documents_);
  }

 private:
  /// Reads documents in [from, until); returns where to go on: `until`, or the start of the document after one that did not parse.
  std::size_t read_segment(std::size_t from, std::size_t until) {
    std::string_view segment = text_.substr(from, until - from);
    EventParser parser(segment);
    if (!parser.usable) return until;
    ByteOffsets offsets(segment);
    base_ = from;
    offsets_ = &offsets;
    std::size_t document_begin = from;
    for (;;) {
      Event event;
      if (!yaml_parser_parse(&parser.raw, &event.raw)) return fail(parser.raw, document_begin, until);
      if (event.raw.type == YAML_STREAM_END_EVENT) break;
      if (event.raw.type == YAML_DOCUMENT_START_EVENT) document_begin = at(event.raw.start_mark);
      if (event.raw.type == YAML_DOCUMENT_END_EVENT) document_begin = at(event.raw.end_mark);
      if (!take(event.raw)) {
        std::uint32_t place = at(event.raw.start_mark);
        std::size_t next = std::min(next_document(text_, place), until);
        lose(document_begin, next, place, "nested deeper than " + std::to_string(kMaxDepth) + " levels (limit)");
        return next;
      }
    }
    comments_.scan_to(static_cast<std::uint32_t>(until));
    return until;
  }

  std::size_t fail(const yaml_parser_t& parser, std::size_t document_begin, std::size_t until) {
    std::size_t place = parser.error == YAML_READER_ERROR ? base_ + parser.problem_offset : at(parser.problem_mark);
    place = std::min(place, until);
    std::size_t next = std::min(next_document(text_, place), until);
    // An error at the marker of the next document ends this one only; at the very start it would come again.
    if (next == base_) next = std::min(next_document(text_, base_ + 3), until);
    std::string message = parser.problem ? parser.problem : "not YAML";
    if (parser.context) message += std::string(" (") + parser.context + ")";
    lose(document_begin, next, place, message);
    return next;
  }

  /// Reports a document that could not be read. Templates get one clear diagnostic per file.
  void lose(std::size_t begin, std::size_t end, std::size_t place, const std::string& message) {
    comments_.scan_broken(static_cast<std::uint32_t>(end));
    if (++lost_ > kMaxBrokenDocuments) {
      report(place, std::min(place + 1, text_.size()), "more than " + std::to_string(kMaxBrokenDocuments) + " documents do not parse (limit); the rest of the file is left out");
      return;
    }
    std::string_view lost = text_.substr(begin, end - begin);
    auto action = lost.find("{{");
    if (action != std::string_view::npos && lost.find("}}", action) != std::string_view::npos) {
      builder_.report_template(static_cast<std::uint32_t>(begin + action), Severity::error);
      return;
    }
    report(place, std::min(place + 1, text_.size()), "cannot parse as YAML: " + message);
  }

  void report(std::size_t begin, std::size_t end, std::string message) {
    builder_.report(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), std::move(message), Severity::error);
  }

  std::uint32_t at(const yaml_mark_t& mark) const { return static_cast<std::uint32_t>(base_ + offsets_->at(mark.index)); }

  /// Bytes of the line break at `begin`, 0 where there is none. libyaml also breaks lines at NEL, LS and PS (YAML 1.1).
  std::uint32_t break_length(std::uint32_t begin, std::uint32_t end) const {
    if (line_break(text_[begin])) return 1;
    std::string_view rest = text_.substr(begin, std::min<std::uint32_t>(end - begin, 3));
    if (rest.starts_with("\xC2\x85")) return 2;
    return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
  }

  /// Start of a node's content: behind its anchor and tag.
  std::uint32_t content_begin(std::uint32_t begin, std::uint32_t end) const {
    // An anchor's name ends, as libyaml reads it, before the first byte that is no letter, digit, `_` or `-`; a tag before a blank.
    auto named = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    while (begin < end && (text_[begin] == '&' || text_[begin] == '!')) {
      const bool anchor = text_[begin++] == '&';
      while (begin < end && (anchor ? named(text_[begin]) : !blank(text_[begin]) && break_length(begin, end) == 0)) ++begin;
      while (begin < end) {
        if (text_[begin] == '#') {
          while (begin < end && break_length(begin, end) == 0) ++begin;
        } else if (std::uint32_t length = blank(text_[begin]) ? 1 : break_length(begin, end); length > 0) {
          begin += length;
        } else {
          break;
        }
      }
    }
    return begin;
  }

  /// False when nesting goes beyond the limit.
  bool take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        builder_.start_document();
        flow_.clear();
        begin_ = at(event.start_mark);
        return true;
      case YAML_DOCUMENT_END_EVENT: finish_document(at(event.end_mark)); return true;
      case YAML_SCALAR_EVENT: scalar(event); return true;
      case YAML_ALIAS_EVENT: builder_.alias(view(event.data.alias.anchor), at(event.start_mark), at(event.end_mark)); return true;
      case YAML_SEQUENCE_START_EVENT:
        return open(event, NodeKind::sequence, event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE, event.data.sequence_start.anchor, event.data.sequence_start.tag);
      case YAML_MAPPING_START_EVENT:
        return open(event, NodeKind::mapping, event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE, event.data.mapping_start.anchor, event.data.mapping_start.tag);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: {
        bool flow = flow_.back();
        flow_.pop_back();
        builder_.close(flow ? at(event.end_mark) : 0, flow);
        return true;
      }
      default: return true;
    }
  }

  bool open(const yaml_event_t& event, NodeKind kind, bool flow, const yaml_char_t* anchor, const yaml_char_t* tag) {
    if (builder_.too_deep()) return false;
    std::uint32_t begin = at(event.start_mark);
    if (anchor || tag) begin = content_begin(begin, static_cast<std::uint32_t>(text_.size()));
    flow_.push_back(flow);
    builder_.open(kind, begin, view(tag), view(anchor));
    return true;
  }

  void scalar(const yaml_event_t& event) {
    static constexpr ScalarStyle kStyles[] = {ScalarStyle::plain, ScalarStyle::plain, ScalarStyle::single_quoted, ScalarStyle::double_quoted,
                                              ScalarStyle::literal, ScalarStyle::folded};
    const auto& raw = event.data.scalar;
    std::uint32_t begin = at(event.start_mark), end = at(event.end_mark);
    if (raw.anchor || raw.tag) begin = content_begin(begin, end);
    Node node;
    node.style = kStyles[raw.style];
    if (node.style == ScalarStyle::literal || node.style == ScalarStyle::folded) {
      while (end > begin && (blank(text_[end - 1]) || line_break(text_[end - 1]))) --end;
      comments_.block_scalar(begin, end);
    } else {
      comments_.scalar(begin, end);
    }
    node.begin = begin;
    node.end = end;
    node.text = builder_.keep(view(raw.value, raw.length), begin, end);
    node.tag = out_.tree.arena.copy(view(raw.tag));
    node.kind = scalar_kind(node.tag, node.style != ScalarStyle::plain, node.text);
    node.boolean = node.kind == NodeKind::boolean && is_true_word(node.text);
    bool merge = node.style == ScalarStyle::plain && node.tag.empty() && node.text == "<<";
    builder_.scalar(node, view(raw.anchor), merge);
  }

  void finish_document(std::uint32_t end) {
    const Node* root = builder_.root();
    bool empty = root && root->kind == NodeKind::null_value && root->begin == root->end && root->tag.empty();
    documents_.push_back({empty ? nullptr : root, begin_, end});
  }

  std::string_view text_;
  Parsed<Stream>& out_;
  TreeBuilder builder_;
  CommentFinder comments_;
  std::vector<Document> documents_;
  std::vector<bool> flow_;
  std::size_t base_ = 0;
  const ByteOffsets* offsets_ = nullptr;
  std::uint32_t begin_ = 0;
  std::size_t lost_ = 0;
};

}  // namespace

Parsed<Stream> parse_yaml(FileId id, std::string_view text) {
  Parsed<Stream> out;
  out.tree.id = id;
  std::string_view encoding = foreign_encoding(text);
  if (!encoding.empty()) {
    out.diagnostics.push_back({{id, 0, 0}, "unsupported encoding " + std::string(encoding) + ": only UTF-8 is read", Severity::error});
    return out;
  }
  YamlReader(id, text, out).read();
  return out;
}

}  // namespace bulkhead::data
