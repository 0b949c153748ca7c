// Positions, edits, URIs.
#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/uri.h"

using namespace bulkhead;
using namespace bulkhead::lsp;

TEST_CASE("one place in three encodings", "[lsp]") {
  // e-acute: 2 bytes, 1 unit; U+10400: 4 bytes, 2 units of UTF-16.
  const std::string text = "a\r\n\xC3\xA9\xF0\x90\x90\x80z\rlast";
  LineIndex lines(text);
  struct Row { PositionEncoding encoding; std::uint32_t character; };
  for (const Row& row : {Row{PositionEncoding::utf8, 6}, Row{PositionEncoding::utf16, 3}, Row{PositionEncoding::utf32, 2}}) {
    Position z = position_at(text, lines, 9, row.encoding);
    CHECK(z.line == 1);
    CHECK(z.character == row.character);
    CHECK(offset_at(text, z, row.encoding) == 9);
    CHECK(offset_at(text, {1, 500}, row.encoding) == 10);
    CHECK(offset_at(text, {2, 1}, row.encoding) == 12);
    CHECK(offset_at(text, {9, 0}, row.encoding) == text.size());
  }
  CHECK(offset_at(text, {1, 2}, PositionEncoding::utf16) == 5);   // between surrogates: the character's start
  const std::string marked = "\xEF\xBB\xBFx";
  CHECK(position_at(marked, LineIndex(marked), 3, PositionEncoding::utf8).character == 0);
}

TEST_CASE("changes are applied in order and clamped", "[lsp]") {
  std::string text = "one\ntwo\n";
  auto range = [](int l1, int c1, int l2, int c2) {
    return Json{{"start", {{"line", l1}, {"character", c1}}}, {"end", {{"line", l2}, {"character", c2}}}};
  };
  CHECK(apply_changes(text, Json::array({{{"range", range(0, 0, 0, 3)}, {"text", "1"}}, {{"range", range(1, 3, 7, 0)}, {"text", "!"}}}), PositionEncoding::utf16));
  CHECK(text == "1\ntwo!");
  CHECK(apply_changes(text, Json::array({{{"range", range(1, 3, 0, 1)}, {"text", ""}}}), PositionEncoding::utf16));   // the wrong way round
  CHECK(text == "1!");
  CHECK_FALSE(apply_changes(text, Json::array({Json::object()}), PositionEncoding::utf16));
  CHECK_FALSE(apply_changes(text, 5, PositionEncoding::utf16));
}

TEST_CASE("file URIs and paths", "[lsp]") {
  CHECK(path_of("file:///a/b%20c/%C3%A9.tf") == "/a/b c/\xC3\xA9.tf");
  CHECK(path_of("file://localhost/a/") == "/a");
  CHECK(path_of("file://elsewhere/a").empty());
  CHECK(path_of("untitled:Untitled-1").empty());
  CHECK(path_of("file:///a%00b").empty());
  CHECK(path_of(uri_of("/a b/\xC3\xA9#?%.tf")) == "/a b/\xC3\xA9#?%.tf");
}
