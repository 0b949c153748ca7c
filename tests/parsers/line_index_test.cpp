#include "parsers/text/line_index.h"

using bulkhead::LineIndex;

TEST_CASE("line index counts code points and every kind of line end", "[text]") {
  LineIndex index("a\r\nb\xC3\xA4z\rc\n");
  CHECK(index.line_count() == 4);
  CHECK(index.at(3).line == 2);
  CHECK(index.at(6).line == 2);
  CHECK(index.at(6).column == 3);
  CHECK(index.line(2) == "b\xC3\xA4z");
  CHECK(index.at(8).line == 3);
  CHECK(index.at(999).line == 4);
}

TEST_CASE("a byte order mark is no column", "[text]") {
  LineIndex index("\xEF\xBB\xBF" "ab");
  CHECK(index.at(4).column == 2);
  CHECK(index.at(0).column == 1);
}

TEST_CASE("UTF-16 columns count surrogate pairs twice", "[text]") {
  LineIndex index("\xF0\x9F\x98\x80x");
  CHECK(index.utf16_column(4) == 2);
  CHECK(index.at(4).column == 2);
}

TEST_CASE("columns of a very long line are right on both sides of every block", "[text]") {
  std::string text = "x\n";
  for (int i = 0; i < 3000; ++i) text += "\xC3\xA9";
  bulkhead::LineIndex index(text);
  for (std::uint32_t i : {0u, 1u, 510u, 511u, 512u, 1023u, 1024u, 2999u, 3000u}) CHECK(index.at(2 + 2 * i).column == i + 1);
}
