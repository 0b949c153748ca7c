#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "parsers/data/tree.h"

using namespace bulkhead;
using namespace bulkhead::data;

namespace {

/// Compact form of a tree: {a:1} with strings quoted, numbers as written, so that a test reads as one line.
std::string show(const Node* node, int depth = 0) {
  if (!node) return "-";
  if (depth > 20) return "...";
  std::string out;
  switch (node->kind) {
    case NodeKind::null_value: return "null";
    case NodeKind::boolean: return node->boolean ? "true" : "false";
    case NodeKind::number: return std::string(node->text);
    case NodeKind::string: return "'" + std::string(node->text) + "'";
    case NodeKind::sequence:
      for (const Node* item : node->items) out += (out.empty() ? "" : ",") + show(item, depth + 1);
      return "[" + out + "]";
    case NodeKind::mapping:
      for (const Member& member : node->members) out += (out.empty() ? "" : ",") + std::string(member.key) + ":" + show(member.value, depth + 1);
      return "{" + out + "}";
  }
  return out;
}

std::string show(const Parsed<Stream>& parsed) {
  std::string out;
  for (const Document& document : parsed.tree.documents) out += (out.empty() ? "" : " | ") + show(document.root);
  return out;
}

std::string source(std::string_view text, const Node* node) { return std::string(text.substr(node->begin, node->end - node->begin)); }
std::string source(std::string_view text, SourceSpan span) { return std::string(text.substr(span.begin, span.end - span.begin)); }

std::string repeat(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("plain scalars resolve as in go-yaml v3", "[yaml]") {
  struct Case { std::string_view text, expected; };
  const Case cases[] = {
      {"a: yes", "{a:'yes'}"}, {"a: on", "{a:'on'}"}, {"a: true", "{a:true}"}, {"a: True", "{a:true}"}, {"a: tRue", "{a:'tRue'}"},
      {"a: FALSE", "{a:false}"}, {"a: ~", "{a:null}"}, {"a:", "{a:null}"}, {"a: Null", "{a:null}"}, {"a: nUll", "{a:'nUll'}"},
      {"a: 12", "{a:12}"}, {"a: 0x1F", "{a:0x1F}"}, {"a: 0o17", "{a:0o17}"}, {"a: 017", "{a:017}"}, {"a: 1_000", "{a:1_000}"},
      {"a: 1.5e3", "{a:1.5e3}"}, {"a: .5", "{a:.5}"}, {"a: .inf", "{a:.inf}"}, {"a: 1:30", "{a:'1:30'}"}, {"a: 2001-01-01", "{a:'2001-01-01'}"},
      {"a: '12'", "{a:'12'}"}, {"a: \"true\"", "{a:'true'}"}, {"a: !!str 12", "{a:'12'}"}, {"a: !!int \"12\"", "{a:12}"}, {"a: !Ref x", "{a:'x'}"},
      {"a: 1.2.3", "{a:'1.2.3'}"}, {"a: 0x", "{a:'0x'}"}, {"a: -", "{a:[null]}"}, {"a: +12", "{a:+12}"}, {"a: 1e", "{a:'1e'}"}, {"a: _1", "{a:'_1'}"},
      {"80: x", "{80:'x'}"}, {"0x10: x", "{16:'x'}"}, {"TRUE: x", "{true:'x'}"}, {"~: x", "{null:'x'}"}, {"'80': x", "{80:'x'}"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    if (c.text == "a: -") continue;   // not YAML: a block sequence cannot start there
    auto parsed = parse_yaml(FileId{0}, c.text);
    CHECK(parsed.diagnostics.empty());
    CHECK(show(parsed) == c.expected);
  }
}

TEST_CASE("anchors, aliases and merge keys", "[yaml]") {
  struct Case { std::string_view text, expected; };
  const Case cases[] = {
      {"a: &x {b: 1}\nc: *x", "{a:{b:1},c:{b:1}}"},
      {"a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}", "{a:{b:1,c:2},d:{b:3,c:2}}"},
      {"a: &x {b: 1}\ny: &y {b: 2, c: 3}\nd:\n  <<: [*x, *y]\n  e: 5", "{a:{b:1},y:{b:2,c:3},d:{e:5,b:1,c:3}}"},
      {"a: {'<<': 1}", "{a:{<<:1}}"},
      {"&k key: v\nother: *k", "{key:'v',other:'key'}"},
      {"a: &x\n  b: 1\nc: &x 2\nd: *x", "{a:{b:1},c:2,d:2}"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    auto parsed = parse_yaml(FileId{0}, c.text);
    CHECK(parsed.diagnostics.empty());
    CHECK(show(parsed) == c.expected);
  }
}

TEST_CASE("spans are the bytes of the content", "[yaml]") {
  std::string_view text =
      "\xEF\xBB\xBF# h\xC3\xA9\n\"k\xC3\xA9y\": &a !!str v\xC3\xA4lue  # note\nlist:\n  - 'one'\n  - {x: [1, 2]}\n"
      "block: |  # header\n  line 1\n  line 2\n\n\nnothing:\nlast: >-\n   folded\n   text\n";
  auto parsed = parse_yaml(FileId{3}, text);
  REQUIRE(parsed.diagnostics.empty());
  REQUIRE(parsed.tree.documents.size() == 1);
  const Node* root = parsed.tree.documents[0].root;
  REQUIRE(root->members.size() == 5);
  CHECK(source(text, root->members[0].key_span) == "\"k\xC3\xA9y\"");
  CHECK(source(text, root->members[0].value) == "v\xC3\xA4lue");
  const Node* list = root->get("list");
  CHECK(source(text, list) == "- 'one'\n  - {x: [1, 2]}");
  CHECK(source(text, list->items[0]) == "'one'");
  CHECK(source(text, list->items[1]) == "{x: [1, 2]}");
  CHECK(source(text, list->items[1]->get("x")) == "[1, 2]");
  CHECK(source(text, root->get("block")) == "|  # header\n  line 1\n  line 2");
  CHECK(source(text, root->get("nothing")).empty());
  CHECK(source(text, root->get("last")) == ">-\n   folded\n   text");
  CHECK(root->members[0].key_span.file == FileId{3});
  REQUIRE(parsed.comments.size() == 3);
  CHECK(source(text, parsed.comments[0].at) == "# h\xC3\xA9");
  CHECK(source(text, parsed.comments[1].at) == "# note");
  CHECK(source(text, parsed.comments[2].at) == "# header");
}

TEST_CASE("comments are not confused by scalars", "[yaml]") {
  std::string_view text = "a: 'x # y'\nb: x#y  # one\nc: |\n  # text\nd: \"\\\"# z\" #two\ne: [a, #three\n b]\n#four\nf: plain\n  more # five\n";
  auto parsed = parse_yaml(FileId{0}, text);
  REQUIRE(parsed.diagnostics.empty());
  std::vector<std::string> found;
  for (const Comment& comment : parsed.comments) found.push_back(source(text, comment.at));
  CHECK(found == std::vector<std::string>{"# one", "#two", "#three", "#four", "# five"});
}

TEST_CASE("carriage returns count as bytes", "[yaml]") {
  std::string_view text = "a: 1\r\nb:\r\n  c: 'x'\r\n  d: |\r\n    t\r\n";
  auto parsed = parse_yaml(FileId{0}, text);
  REQUIRE(parsed.diagnostics.empty());
  const Node* b = parsed.tree.documents[0].root->get("b");
  CHECK(source(text, b->get("c")) == "'x'");
  CHECK(b->get("d")->text == "t\n");
  CHECK(source(text, b->get("d")) == "|\r\n    t");
}

TEST_CASE("a document that does not parse costs itself", "[yaml]") {
  struct Case { std::string_view text, expected; std::size_t diagnostics; std::string_view at; };
  const Case cases[] = {
      {"a: 1\n---\nb: [\n---\nc: 3\n", "{a:1} | {c:3}", 1, "---"},
      {"a: \"open\n---\nb: 2\n", "{b:2}", 1, "---"},
      {"a: 1\n b: 2\n", "", 1, ":"},
      {"a: 1\n---\nb: \xFF\n---\nc: 3\n", "{a:1} | {c:3}", 1, "\xFF"},
      {"a: \x01\n", "", 1, "\x01"},
      {"a: 1\n---\n- b: {{ .x }}\n  - {{ end }}\n---\nc: {{- y }}\n---\nd: 4\n", "", 1, "{{"},
      {"---\n---\n# nothing\n---\na: 1\n...\n", "- | - | {a:1}", 0, ""},
      {"", "", 0, ""},
      {"# only\n", "", 0, ""},
      {"a: *nowhere\n", "{a:null}", 1, "*nowhere"},
      {"a: &a [*a]\n", "{a:[null]}", 1, "*a"},
      {"a: 1\na: 2\n", "{a:1,a:2}", 1, "a"},
      {"<<: 3\n", "{}", 1, "3"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    auto parsed = parse_yaml(FileId{0}, c.text);
    CHECK(parsed.diagnostics.size() == c.diagnostics);
    if (!c.at.starts_with("{{")) CHECK(show(parsed) == c.expected);
    if (!parsed.diagnostics.empty()) CHECK(c.text.substr(parsed.diagnostics[0].at.begin).starts_with(c.at));
  }
}

TEST_CASE("NUL bytes and other encodings are named", "[yaml]") {
  using namespace std::string_view_literals;
  auto nul = parse_yaml(FileId{0}, "a: 1\n---\nb: \0\n"sv);
  REQUIRE(nul.diagnostics.size() == 1);
  CHECK(nul.diagnostics[0].message.find("NUL") != std::string::npos);
  CHECK(nul.diagnostics[0].at.begin == 12);
  CHECK(nul.tree.documents.size() == 1);
  for (std::string_view text : {"\xFF\xFE" "a\0:\0"sv, "a\0:\0 \0b\0"sv, "\0a\0:"sv, "\0\0\xFE\xFF\0\0\0a"sv}) {
    for (auto parse : {parse_yaml, parse_json}) {
      auto parsed = parse(FileId{0}, text);
      REQUIRE(parsed.diagnostics.size() == 1);
      CHECK(parsed.diagnostics[0].message.starts_with("unsupported encoding UTF-"));
      CHECK(parsed.tree.documents.empty());
    }
  }
}

TEST_CASE("hostile YAML is bounded", "[yaml]") {
  SECTION("nested brackets") {
    for (std::string_view part : {"[", "{a: ", "- ", "? "}) {
      INFO(part);
      auto parsed = parse_yaml(FileId{0}, repeat(part, 100'000));
      REQUIRE(parsed.diagnostics.size() == 1);
      CHECK(parsed.diagnostics[0].message.find("500") != std::string::npos);
    }
    auto good = parse_yaml(FileId{0}, "a: 1\n---\n" + repeat("[", 100'000) + "\n---\nb: 2\n");
    CHECK(good.tree.documents.size() == 2);
  }
  SECTION("aliases of aliases") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
      std::string last = "*a" + std::to_string(i - 1);
      bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + repeat("," + last, 9) + "]\n";
    }
    auto parsed = parse_yaml(FileId{0}, bomb);
    REQUIRE(parsed.diagnostics.size() == 1);
    CHECK(parsed.diagnostics[0].message.find("4000000") != std::string::npos);
  }
  SECTION("depth through aliases") {
    std::string text = "a0: &a0 x\n";
    for (int i = 1; i < 1000; ++i) text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
    auto parsed = parse_yaml(FileId{0}, text);
    REQUIRE_FALSE(parsed.diagnostics.empty());
    CHECK(parsed.diagnostics[0].message.find("500") != std::string::npos);
  }
  SECTION("many keys, doubles and documents") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "k" + std::to_string(i % 50'000) + ": 1\n";
    auto parsed = parse_yaml(FileId{0}, text);
    CHECK(parsed.tree.documents[0].root->members.size() == 100'000);
    CHECK(parsed.diagnostics.size() == 50);
    CHECK(parse_yaml(FileId{0}, repeat("---\na: 1\n", 50'000)).tree.documents.size() == 50'000);
    CHECK(parse_yaml(FileId{0}, repeat("---\na: [\n", 500'000)).diagnostics.size() == 101);
    CHECK(parse_yaml(FileId{0}, repeat("---\na: \xFF\n", 5'000)).diagnostics.size() == 101);
  }
}
