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
