#include <catch2/catch_test_macros.hpp>

#include "parsers/data/tree.h"

using namespace bulkhead;
using namespace bulkhead::data;

namespace {
std::string source(std::string_view text, const Node* node) { return std::string(text.substr(node->begin, node->end - node->begin)); }
}  // namespace

TEST_CASE("every JSON value has its exact span", "[json]") {
  std::string_view text = "\xEF\xBB\xBF{ \"a\" : [1, -2.5e3 ,true,null,\"x\\n\\u00e9\"],\n \"b\":{} , \"c\" : 7}";
  auto parsed = parse_json(FileId{2}, text);
  REQUIRE(parsed.diagnostics.empty());
  const Node* root = parsed.tree.documents[0].root;
  CHECK(source(text, root) == text.substr(3));
  CHECK(text.substr(root->members[0].key_span.begin, 3) == "\"a\"");
  const Node* list = root->get("a");
  CHECK(source(text, list) == "[1, -2.5e3 ,true,null,\"x\\n\\u00e9\"]");
  const std::string_view items[] = {"1", "-2.5e3", "true", "null", "\"x\\n\\u00e9\""};
  for (std::size_t i = 0; i < 5; ++i) CHECK(source(text, list->items[i]) == items[i]);
  CHECK(list->items[4]->text == "x\n\xC3\xA9");
  CHECK(source(text, root->get("b")) == "{}");
  CHECK(source(text, root->get("c")) == "7");
  CHECK(root->get("c")->kind == NodeKind::number);
}

TEST_CASE("broken JSON keeps what was read and says where", "[json]") {
  struct Case { std::string_view text; std::size_t at, members; };
  const Case cases[] = {
      {"{\"a\": 1, \"b\": [2, 3}", 19, 2}, {"{\"a\": 1,}", 8, 1}, {"// c\n{}", 0, 0}, {"{\"a\": 01}", 8, 1}, {"{\"a\": \"\x01\"}", 7, 1},
      {"{\"a\": \"\xFF\"}", 7, 1}, {"{\"a\": 1} x", 9, 1}, {"{\"a\": 1e400}", 11, 1}, {"{\"a\"", 3, 1}, {"", 0, 0},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    auto parsed = parse_json(FileId{0}, c.text);
    REQUIRE(parsed.diagnostics.size() == 1);
    CHECK(parsed.diagnostics[0].at.begin == c.at);
    CHECK((parsed.tree.documents.empty() ? 0 : parsed.tree.documents[0].root->members.size()) == c.members);
  }
}

TEST_CASE("JSON depth and doubles", "[json]") {
  auto deep = parse_json(FileId{0}, std::string(100'000, '['));
  REQUIRE(deep.diagnostics.size() == 1);
  CHECK(deep.diagnostics[0].message.find("500") != std::string::npos);
  auto twice = parse_json(FileId{0}, "{\"a\": 1, \"a\": 2}");
  REQUIRE(twice.diagnostics.size() == 1);
  CHECK(twice.diagnostics[0].severity == Diagnostic::Severity::warning);
  CHECK(twice.tree.documents[0].root->get("a")->text == "2");
}
