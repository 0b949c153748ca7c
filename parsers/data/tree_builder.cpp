#include "parsers/data/tree_builder.h"

#include <algorithm>

#include "parsers/data/scalars.h"

namespace bulkhead::data {
namespace {

using Severity = Diagnostic::Severity;

constexpr int kMaxDuplicateReports = 50;

/// Nodes are made in the builder's own arena; only here are they still changeable.
void mark_shared(const Node* node) { const_cast<Node*>(node)->shared = true; }

}  // namespace

void TreeBuilder::start_document() {
  frames_.clear();
  members_.clear();
  items_.clear();
  merges_.clear();
  anchors_.clear();
  root_ = {};
  total_ = 0;
  limit_reported_ = false;
}

void TreeBuilder::report(std::uint32_t begin, std::uint32_t end, std::string message, Severity severity) {
  diagnostics_.push_back({{id_, begin, end}, std::move(message), severity});
}

void TreeBuilder::report_template(std::uint32_t begin, Severity severity) {
  if (!template_reported_) report(begin, begin + 2, "cannot read as YAML: it holds template actions (`{{ … }}`); render the template first", severity);
  template_reported_ = true;
}

std::string_view TreeBuilder::keep(std::string_view value, std::uint32_t begin, std::uint32_t end) {
  if (begin <= end && end <= text_.size()) {
    std::string_view source = text_.substr(begin, end - begin);
    if (source == value) return source;
    if (source.size() >= 2 && source.size() - 2 == value.size() && source.substr(1, value.size()) == value) return source.substr(1, value.size());
  }
  return arena_.copy(value);
}

void TreeBuilder::open(NodeKind kind, std::uint32_t begin, std::string_view tag, std::string_view anchor) {
  frames_.push_back(Frame{.kind = kind, .begin = begin, .end = begin, .first_member = members_.size(), .first_item = items_.size(),
                          .first_merge = merges_.size(), .tag = arena_.copy(tag), .anchor = arena_.copy(anchor)});
  if (!anchor.empty()) remember(frames_.back().anchor, {}, false);
}

void TreeBuilder::close(std::uint32_t end, bool has_end) {
  Frame frame = frames_.back();
  Node* node = arena_.make<Node>();
  node->kind = frame.kind;
  node->tag = frame.tag;
  node->begin = frame.begin;
  node->end = has_end ? end : frame.end;
  if (frame.kind == NodeKind::mapping) {
    finish_members(frame);
    node->members = arena_.copy(std::span<const Member>(members_).subspan(frame.first_member));
    members_.resize(frame.first_member);
    merges_.resize(frame.first_merge);
  } else {
    node->items = arena_.copy(std::span<const Node* const>(items_).subspan(frame.first_item));
    items_.resize(frame.first_item);
  }
  frames_.pop_back();
  Built built{node, frame.weight, frame.height, node->begin, node->end};
  if (!frame.anchor.empty()) remember(frame.anchor, built, true);
  ++total_;
  place(built);
}

void TreeBuilder::scalar(Node node, std::string_view anchor, bool merge) {
  bool is_key = !frames_.empty() && frames_.back().kind == NodeKind::mapping && frames_.back().key_next;
  if (is_key && anchor.empty()) {   // most keys need no node of their own
    take_key(frames_.back(), Built{&node, 1, 1, node.begin, node.end, merge});
    return;
  }
  Built built{arena_.make<Node>(node), 1, 1, node.begin, node.end, merge};
  if (!anchor.empty()) remember(arena_.copy(anchor), built, true);
  ++total_;
  place(built);
}

void TreeBuilder::alias(std::string_view name, std::uint32_t begin, std::uint32_t end) {
  auto found = anchors_.find(name);
  std::string problem;
  if (found == anchors_.end()) {
    problem = "alias `*" + std::string(name) + "` has no anchor";
  } else if (!found->second.complete) {
    problem = "anchor `&" + std::string(name) + "` contains itself";
  } else if (total_ + found->second.built.weight > kMaxExpandedNodes) {
    if (!limit_reported_) problem = "aliases expand to more than " + std::to_string(kMaxExpandedNodes) + " nodes (limit); the rest is left out";
    limit_reported_ = true;
  } else if (found->second.built.height + static_cast<int>(frames_.size()) > kMaxDepth) {
    problem = "aliases nest deeper than " + std::to_string(kMaxDepth) + " levels (limit)";
  } else {
    Built built = found->second.built;
    mark_shared(built.node);
    total_ += built.weight;
    built.begin = begin;
    built.end = end;
    place(built);
    return;
  }
  if (!problem.empty()) report(begin, end, std::move(problem), Severity::error);
  scalar(Node{.begin = begin, .end = end}, {});
}

void TreeBuilder::close_all(std::uint32_t end) {
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    if (frame.kind == NodeKind::mapping && !frame.key_next) scalar(Node{.begin = frame.end, .end = frame.end}, {});
    close(end, true);
  }
}

void TreeBuilder::place(const Built& built) {
  if (frames_.empty()) {
    root_ = built;
    return;
  }
  Frame& frame = frames_.back();
  frame.end = std::max(frame.end, built.end);
  frame.weight += built.weight;
  frame.height = std::max(frame.height, built.height + 1);
  if (frame.kind == NodeKind::sequence) {
    items_.push_back(built.node);
    return;
  }
  if (frame.key_next) {
    take_key(frame, built);
    return;
  }
  frame.key_next = true;
  if (frame.pending_merge) {
    merges_.push_back(built);
    return;
  }
  frame.pending.value = built.node;
  members_.push_back(frame.pending);
}

void TreeBuilder::take_key(Frame& frame, const Built& built) {
  frame.end = std::max(frame.end, built.end);
  frame.key_next = false;
  frame.pending_merge = built.merge;
  frame.pending = Member{key_text(built), {id_, built.begin, built.end}, nullptr};
}

/// JSON has text keys only: numbers in decimal, booleans and null in their JSON spelling.
std::string_view TreeBuilder::key_text(const Built& built) {
  const Node& node = *built.node;
  switch (node.kind) {
    case NodeKind::string: return node.text;
    case NodeKind::boolean: return node.boolean ? "true" : "false";
    case NodeKind::null_value: return "null";
    case NodeKind::number: {
      auto number = read_number(node.text);
      return number && number->integer ? arena_.copy(std::to_string(number->whole)) : node.text;
    }
    case NodeKind::sequence:
    case NodeKind::mapping: break;
  }
  bool templated = built.begin > 0 && text_.substr(built.begin - 1).starts_with("{{");
  if (templated)
    report_template(built.begin - 1, Severity::warning);
  else
    report(built.begin, built.end, "a mapping or sequence as a key cannot be used", Severity::warning);
  return text_.substr(built.begin, built.end - built.begin);
}

void TreeBuilder::remember(std::string_view anchor, const Built& built, bool complete) { anchors_[anchor] = Anchor{built, complete}; }

void TreeBuilder::finish_members(const Frame& frame) {
  std::size_t count = members_.size() - frame.first_member;
  NameSet names(count);
  for (std::size_t i = frame.first_member; i < members_.size(); ++i) {
    if (names.insert(members_[i].key)) continue;
    if (++duplicates_ > kMaxDuplicateReports) continue;
    const SourceSpan& at = members_[i].key_span;
    std::string more = duplicates_ == kMaxDuplicateReports ? " (further duplicates are not listed)" : "";
    report(at.begin, at.end, "key `" + std::string(members_[i].key.substr(0, 100)) + "` is written twice in one mapping; the last one counts" + more, Severity::warning);
  }
  for (std::size_t i = frame.first_merge; i < merges_.size(); ++i) {
    const Built source = merges_[i];
    if (source.node->kind == NodeKind::mapping) {
      merge_from(*source.node, names);
      continue;
    }
    bool usable = source.node->kind == NodeKind::sequence;
    for (const Node* part : source.node->items) {
      usable = usable && part->kind == NodeKind::mapping;
      if (part->kind == NodeKind::mapping) merge_from(*part, names);
    }
    if (!usable) report(source.begin, source.end, "merge key `<<` needs a mapping or a sequence of mappings", Severity::error);
  }
}

/// Adds the members of `source` that are not there yet: own ones win, earlier merges win over later ones.
void TreeBuilder::merge_from(const Node& source, NameSet& names) {
  std::size_t start = members_.size();
  for (std::size_t i = source.members.size(); i-- > 0;) {   // of doubles in the source, the last one counts
    if (!names.insert(source.members[i].key)) continue;
    mark_shared(source.members[i].value);
    members_.push_back(source.members[i]);
  }
  std::reverse(members_.begin() + static_cast<std::ptrdiff_t>(start), members_.end());
}

}  // namespace bulkhead::data
