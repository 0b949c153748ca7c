// Inputs that once broke a property, regressions/TARGET/*, and two that never did; the fuzz targets find new ones.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/properties/properties.h"
#include "tests/support/locations.h"

namespace fs = std::filesystem;
using bulkhead::fuzz::kTargets;

TEST_CASE("what once broke a parser or a scan holds", "[fuzz]") {
  for (const auto& target : kTargets) {
    const fs::path folder = fs::path(bulkhead::test::source_directory()) / "tests" / "fuzz" / "regressions" / target.name;
    CHECK(target.broken("") == "");
    CHECK(target.broken("\n") == "");
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      INFO(target.name << "/" << entry.path().filename().string());
      CHECK(target.broken(text) == "");
    }
  }
}
