#include "analyzer/report/line_hash.h"

using bulkhead::report::line_hashes;

TEST_CASE("line hashes are those of the upload action", "[report]") {
  CHECK(line_hashes("").at(0) == "c129715d7a2bc9a3:1");
  // Blanks and kinds of line ends do not count; equal lines are numbered.
  CHECK(line_hashes("a b\nc\n") == line_hashes("ab\r\n  c\r\n"));
  CHECK(line_hashes("x\nx\nx\n").size() >= 3);
  CHECK(line_hashes("\xF0\x9D\x84\x9E").at(0).ends_with(":1"));
}
