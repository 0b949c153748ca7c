// The shared cases of secrets: every known format found, its look-alikes not.
#include "tests/support/scratch.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "analyzer/secrets/detector.h"

namespace {

using namespace bulkhead;
namespace fs = std::filesystem;

/// Lines with a secret: formats and assignments in the text, and each "key = value" line by itself.
std::set<int> lines_with_secrets(const std::string& text) {
  std::set<int> lines;
  auto line_of = [&](std::size_t offset) { return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n')); };
  for (const secrets::Match& match : secrets::find_tokens(text)) lines.insert(line_of(match.begin));
  return lines;
}

}  // namespace

TEST_CASE("known formats and their look-alikes", "[secrets]") {
  const char* data = std::getenv("BULKHEAD_TEST_DATA");
  fs::path root = fs::path(data ? data : "../shared/data") / "open";
  std::ifstream manifest(root / "manifests" / "secrets.jsonl");
  if (!manifest) SKIP("no test data: set BULKHEAD_TEST_DATA to the unpacked folder");
  int expected = 0, found = 0, silent = 0, flagged = 0;
  std::string missed, wrong;
  for (std::string line; std::getline(manifest, line);) {
    auto row = nlohmann::json::parse(line);
    if (row.contains("disputed")) continue;
    std::string text = bulkhead::test::read_file(root / row["path"].get<std::string>());
    auto lines = lines_with_secrets(text);
    if (row["expect"] == "finding") {
      ++expected;
      bool hit = false;
      for (int at : row["lines"]) hit = hit || lines.count(at) || lines.count(at + 1) || lines.count(at - 1);
      found += hit;
      if (!hit) missed += " " + row["id"].get<std::string>();
    } else {
      ++silent;
      flagged += !lines.empty();
      if (!lines.empty()) wrong += " " + row["id"].get<std::string>();
    }
  }
  if (std::getenv("BULKHEAD_SHOW")) std::cout << "missed" << missed << "\nwrong" << wrong << "\n";
  INFO("found " << found << " of " << expected << ", flagged " << flagged << " of " << silent);
  if (std::getenv("BULKHEAD_SHOW")) std::cout << found << "/" << expected << " " << flagged << "/" << silent << "\n";
  CHECK(found * 100 >= expected * 75);
  CHECK(flagged * 100 <= silent * 10);
}
