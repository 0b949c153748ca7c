// YAML and JSON documents, and the values that they become.
#include <string>

#include "analyzer/model/from_data.h"
#include "parsers/data/tree.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {
namespace {

using namespace data;

class Walk {
 public:
  Walk(std::string_view text, bool json, Verdict& verdict) : text_(text), json_(json), verdict_(verdict) {}

  /// Shared nodes stand where their anchor is, so only their place in the text is known.
  void node(const Node& node, std::size_t begin, std::size_t end) {
    if (++nodes_ > kEnough) return;
    if (!verdict_.inside(node.begin, node.end, "node")) return;
    if (!node.shared) verdict_.expect(begin <= node.begin && node.end <= end, "node does not lie in what holds it", node.begin, node.end);
    std::string_view source = text_.substr(node.begin, node.end - node.begin);
    bool scalar = node.kind != NodeKind::mapping && node.kind != NodeKind::sequence;
    // Unless it is an alias that names no anchor, or goes over lines.
    if (scalar && node.style == ScalarStyle::plain && !source.starts_with('*') && source.find_first_of("\r\n\xC2\xE2") == std::string_view::npos)
      verdict_.expect(source == node.text, "plain scalar is not what is written", node.begin, node.end);
    std::size_t before = node.begin;
    for (const Member& member : node.members) {
      verdict_.inside(member.key_span.begin, member.key_span.end, "key");
      if (!verdict_.expect(member.value != nullptr, "member without a value", node.begin, node.end)) return;
      if (json_) verdict_.expect(before <= member.key_span.begin && member.key_span.end <= member.value->begin, "key out of order", member.key_span.begin, member.key_span.end);
      before = member.value->end;
      this->node(*member.value, node.shared ? 0 : node.begin, node.shared ? text_.size() : node.end);
    }
    for (const Node* item : node.items)
      if (verdict_.expect(item != nullptr, "empty item", node.begin, node.end)) this->node(*item, node.shared ? 0 : node.begin, node.shared ? text_.size() : node.end);
  }

  /// Few enough to print.
  bool small() const { return nodes_ < kEnough; }

 private:
  static constexpr std::size_t kEnough = 20'000;
  std::string_view text_;
  bool json_;
  Verdict& verdict_;
  std::size_t nodes_ = 0;
};

/// A value printed is JSON, and reads back as the same value.
void check_printed(const Value& value, Verdict& verdict) {
  std::string printed = to_json(value);
  auto again = parse_json(kFile, printed);
  for (const Diagnostic& diagnostic : again.diagnostics)
    if (diagnostic.severity == Diagnostic::Severity::error) verdict.expect(false, "a printed value is not JSON: " + diagnostic.message, diagnostic.at.begin, printed.size());
  if (again.tree.documents.empty() || !again.tree.documents[0].root) return;
  Arena arena;
  verdict.expect(to_json(value_from(again.tree.documents[0].root, kFile, arena)) == printed, "a printed value reads as another: " + printed.substr(0, 200));
}

std::string broken_data(std::string_view text, bool json) {
  Verdict verdict(text);
  auto parsed = json ? parse_json(kFile, text) : parse_yaml(kFile, text);
  verdict.diagnostics(parsed.diagnostics);
  verdict.comments(parsed.comments);
  std::size_t before = 0;
  for (const Document& document : parsed.tree.documents) {
    verdict.inside(document.begin, document.end, "document");
    verdict.expect(before <= document.begin, "document before the end of the one before it", before, document.begin);
    before = document.end;
    Arena arena;
    if (!document.root) {
      verdict.expect(value_from(nullptr, kFile, arena).is_missing(), "empty document with a value");
      continue;
    }
    Walk walk(text, json, verdict);
    walk.node(*document.root, document.begin, document.end);
    Value value = value_from(document.root, kFile, arena);
    value_from(document.root, kFile, arena, true, nullptr, YamlBooleans::kubernetes);
    if (walk.small()) check_printed(value, verdict);
  }
  return verdict.broken();
}

}  // namespace

std::string broken_yaml(std::string_view text) { return broken_data(text, false); }
std::string broken_json(std::string_view text) { return broken_data(text, true); }

}  // namespace bulkhead::fuzz
