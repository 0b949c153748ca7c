// Attributes, blocks and bodies (HCL native syntax specification, "Structural Elements").
#include <algorithm>

#include "parsers/hcl/parser.h"

namespace bulkhead::hcl {

const Body* Parser::parse_file(bool outline) {
  outline_ = outline;
  std::string_view mark = "\xEF\xBB\xBF";
  if (starts_with(mark)) p_ += mark.size();
  for (;;) {
    parse_body_items(false);
    unwinding_ = false;
    if (p_ == end_) break;
    if (*p_ == '}') {
      fail("`}` without a block that it closes", p_);
      ++p_;
    }
  }
  return finish_body(0, 0, begin_);
}

/// Items until `}` (not consumed), the end of the text, or a header that closes the bodies around it.
void Parser::parse_body_items(bool nested) {
  for (;;) {
    newlines_ = true;
    while (peek() == '\n' || (p_ != end_ && *p_ == '\r' && at_line_end())) eat_newline();
    if (p_ == end_ || *p_ == '}') return;
    if (outline_ && nested && block_header_here(p_)) {
      unwinding_ = true;
      return;
    }
    const char* start = p_;
    std::size_t expressions = expressions_.size(), items = object_items_.size(), tokens = tokens_.size(),
                parts = parts_.size();
    int depth = depth_;
    error_at_ = nullptr;
    bool fine = parse_item();
    if (unwinding_) {
      if (nested) return;
      unwinding_ = false;
    }
    if (fine) continue;
    expressions_.resize(expressions);
    object_items_.resize(items);
    tokens_.resize(tokens);
    parts_.resize(parts);
    depth_ = depth;
    newlines_ = true;
    recover(start, error_at_ ? error_at_ : p_);
    error_at_ = nullptr;   // dealt with: a later error of the block around is at its own place
  }
}

const Body* Parser::finish_body(std::size_t attribute_mark, std::size_t block_mark, const char* begin) {
  check_duplicates(attribute_mark);
  Body* body = arena_.make<Body>();
  body->attributes = take(attributes_, attribute_mark);
  body->blocks = take(blocks_, block_mark);
  body->begin = at(begin);
  body->end = at(p_);
  return body;
}

bool Parser::parse_item() {
  const char* start = p_;
  if (!identifier_starts()) {
    fail("expected an attribute or a block", p_);
    return false;
  }
  std::string_view name = read_identifier();
  char c = peek();
  if (c == '=' && !starts_with("==") && !starts_with("=>")) return parse_attribute(name, start, false);
  if (c == '"' || c == '{' || identifier_starts()) return parse_block(name, start);
  fail("expected `=` and a value, or a block's labels and `{`", p_);
  return false;
}

bool Parser::parse_attribute(std::string_view name, const char* start, bool single_line) {
  Attribute attribute;
  attribute.name = name;
  attribute.begin = at(start);
  attribute.name_end = attribute.begin + static_cast<std::uint32_t>(name.size());
  const char* value_start = ++p_;
  attribute.value = parse_expression();
  bool fine = attribute.value != nullptr;
  if (!fine) {
    // The attribute stays, with a value that nobody can read up to the error; recovery goes on behind that and sets where it ends.
    if (error_at_ != nullptr) p_ = std::max(error_at_, value_start);
    auto* invalid = arena_.make<Invalid>();
    invalid->kind = ExpressionKind::invalid;
    invalid->begin = at(value_start);
    invalid->end = at(std::max(p_, value_start));
    attribute.value = invalid;
  }
  attribute.end = attribute.value->end;
  attributes_.push_back(attribute);
  if (!fine || single_line) return fine;
  if (at_line_end()) {
    eat_newline();
    return true;
  }
  fail(*p_ == ',' ? "attributes are separated by newlines, not commas" : "expected a newline after the attribute", p_);
  return false;
}

bool Parser::parse_block(std::string_view type, const char* start) {
  Depth depth(*this);
  if (too_deep(start)) return false;
  Block block;
  block.type = type;
  block.begin = at(start);
  std::vector<Label> labels;
  const char* header_end = start + type.size();
  while (peek() != '{') {
    Label label;
    label.begin = at(p_);
    if (p_ != end_ && *p_ == '"') {
      if (!read_quoted_label(label)) return false;
    } else if (identifier_starts()) {
      label.text = read_identifier();
    } else {
      fail(at_line_end() ? "a block needs `{` on the line of its header" : "expected a label or `{`", p_);
      return false;
    }
    header_end = p_;
    label.end = at(p_);
    labels.push_back(label);
  }
  block.header_end = at(header_end);
  block.labels = arena_.copy(labels);
  const char* brace = p_++;
  Block* made = arena_.make<Block>(block);
  std::size_t position = blocks_.size();
  blocks_.push_back(made);
  bool fine = parse_block_content(made, brace);
  // The content's blocks were taken off the stack again; this one stays.
  blocks_.resize(position + 1);
  made->end = at(p_);
  if (!fine || unwinding_) return fine;
  if (at_line_end()) {
    eat_newline();
    return true;
  }
  fail("expected a newline after the block", p_);
  return false;
}

bool Parser::parse_block_content(Block* block, const char* brace) {
  std::size_t attributes = attributes_.size(), blocks = blocks_.size();
  if (!at_line_end() && *p_ != '}') {
    // One line: a single attribute.
    const char* start = p_;
    bool fine = false;
    if (!identifier_starts()) {
      fail("expected an attribute", p_);
    } else {
      std::string_view name = read_identifier();
      fine = peek() == '=' && !starts_with("==");
      if (!fine) fail("a block on one line can hold one attribute only", p_);
      fine = fine && parse_attribute(name, start, true);
      if (fine && peek() != '}') {
        fail("a block on one line ends after its attribute", p_);
        fine = false;
      }
    }
    if (fine) ++p_;
    block->body = finish_body(attributes, blocks, brace);
    return fine;
  }
  parse_body_items(true);
  bool closed = p_ != end_ && *p_ == '}' && !unwinding_;
  if (closed) {
    ++p_;
  } else {
    unclosed_ = true;
    fail("this block is not closed", brace);
  }
  block->body = finish_body(attributes, blocks, brace);
  return true;
}

bool Parser::read_quoted_label(Label& label) {
  const char* start = p_++;
  std::string_view raw(p_, 0);
  scratch_.clear();
  bool decoded = false;
  while (p_ != end_ && *p_ != '"' && *p_ != '\n' && *p_ != '\r') {
    bool sequence = (*p_ == '$' || *p_ == '%') && p_ + 1 != end_;
    if (sequence && p_[1] == '{') {
      fail("a template is not allowed in a block label", p_);
      return false;
    }
    if (*p_ == '\\' || (sequence && p_[1] == *p_ && p_ + 2 != end_ && p_[2] == '{')) {
      if (!decoded) scratch_.assign(start + 1, static_cast<std::size_t>(p_ - start - 1));
      decoded = true;
      if (!read_escape(scratch_)) return false;
      continue;
    }
    if (static_cast<unsigned char>(*p_) >= 0x80) {
      const char* from = p_;
      check_utf8();
      if (decoded) scratch_.append(from, static_cast<std::size_t>(p_ - from));
      continue;
    }
    if (decoded) scratch_ += *p_;
    ++p_;
  }
  if (p_ == end_ || *p_ != '"') {
    fail("the label's quote is not closed on its line", start);
    return false;
  }
  raw = {start + 1, static_cast<std::size_t>(p_ - start - 1)};
  ++p_;
  label.text = decoded ? arena_.copy(std::string_view(scratch_)) : raw;
  return true;
}

void Parser::check_duplicates(std::size_t mark) {
  std::size_t count = attributes_.size() - mark;
  const Attribute* first = attributes_.data() + mark;
  auto duplicate = [this](const Attribute& again) {
    report("attribute \"" + std::string(again.name) + "\" is set twice; the first one counts",
           begin_ + (again.begin - base_), begin_ + (again.name_end - base_));
  };
  if (count <= 16) {
    for (std::size_t i = 1; i < count; ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (first[i].name[0] == first[j].name[0] && first[i].name == first[j].name) {
          duplicate(first[i]);
          break;
        }
    return;
  }
  std::vector<const Attribute*> sorted(count);
  for (std::size_t i = 0; i < count; ++i) sorted[i] = first + i;
  std::sort(sorted.begin(), sorted.end(), [](const Attribute* a, const Attribute* b) {
    return a->name != b->name ? a->name < b->name : a->begin < b->begin;
  });
  for (std::size_t i = 1; i < count; ++i)
    if (sorted[i]->name == sorted[i - 1]->name) duplicate(*sorted[i]);
}

}  // namespace bulkhead::hcl
