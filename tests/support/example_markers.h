// Expectations written into a rule page's examples.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::testing {

/// One expected finding. Columns are one-based bytes, end exclusive; 0: anywhere on the line.
struct Expectation {
  std::string path;
  std::uint32_t line = 0;
  std::uint32_t begin_column = 0, end_column = 0;
  std::string text;      // part of the message; may be empty
};

/// Reads `# finding`, `# finding: text` at a line's end (this line), and `# ^^^^ finding` on a line of its own (exactly these columns of the
/// nearest line above that is no marker). `//` starts a comment as well.
std::vector<Expectation> expectations_of(std::string_view path, std::string_view text);

}  // namespace bulkhead::testing
