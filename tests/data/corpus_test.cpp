// Real YAML files of other projects: all parse, spans are exact, and yaml-cpp reads the same values.
#include "tests/support/scratch.h"
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <yaml-cpp/yaml.h>

#include "parsers/data/tree.h"

using namespace bulkhead;
using namespace bulkhead::data;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> yaml_files() {
  const char* root = std::getenv("BULKHEAD_TEST_DATA");
  std::vector<fs::path> out;
  std::error_code error;
  if (!root) return out;
  for (fs::recursive_directory_iterator it(fs::path(root) / "estates", error), end; it != end; it.increment(error)) {
    auto extension = it->path().extension();
    if (it->is_regular_file(error) && (extension == ".yaml" || extension == ".yml") && it->file_size(error) < 200'000) out.push_back(it->path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// A scalar's span holds its text as written, and children lie within their parents.
bool exact(std::string_view text, const Node& node) {
  if (node.begin > node.end || node.end > text.size()) return false;
  std::string_view source = text.substr(node.begin, node.end - node.begin);
  if (node.kind != NodeKind::mapping && node.kind != NodeKind::sequence && node.style == ScalarStyle::plain)
    return source == node.text || source.find('\n') != std::string_view::npos;
  auto inside = [&](const Node& child) { return child.shared || (node.begin <= child.begin && child.end <= node.end && exact(text, child)); };
  for (const Member& member : node.members)
    if (!inside(*member.value)) return false;
  for (const Node* item : node.items)
    if (!inside(*item)) return false;
  return true;
}

/// Scalars compare as text; yaml-cpp keeps merge keys, so mappings that use them are left out.
bool same(const Node* ours, const YAML::Node& theirs) {
  if (!ours || ours->kind == NodeKind::null_value) return !theirs.IsDefined() || theirs.IsNull() || (theirs.IsScalar() && theirs.Scalar().empty());
  if (theirs.IsScalar()) return ours->text == theirs.Scalar();
  if (theirs.IsSequence()) {
    if (ours->items.size() != theirs.size()) return false;
    for (std::size_t i = 0; i < theirs.size(); ++i)
      if (!same(ours->items[i], theirs[i])) return false;
    return true;
  }
  if (!theirs.IsMap() || theirs["<<"].IsDefined()) return theirs.IsMap();
  std::size_t index = 0;
  for (const auto& entry : theirs) {
    if (index >= ours->members.size() || !entry.first.IsScalar()) return false;
    if (!same(ours->members[index++].value, entry.second)) return false;
  }
  return index == ours->members.size();
}

}  // namespace

TEST_CASE("YAML files of real projects", "[yaml][data]") {
  auto files = yaml_files();
  if (files.empty()) SKIP("no test data: set BULKHEAD_TEST_DATA");
  std::size_t compared = 0;
  for (const fs::path& path : files) {
    std::string text = bulkhead::test::read_file(path);
    if (text.find("{{") != std::string::npos) continue;   // templates
    INFO(path.string());
    auto parsed = parse_yaml(FileId{0}, text);
    std::erase_if(parsed.diagnostics, [](const Diagnostic& diagnostic) { return diagnostic.severity == Diagnostic::Severity::warning; });
    bool readable = true;
    std::vector<YAML::Node> theirs;
    try {
      theirs = YAML::LoadAll(text);
    } catch (const YAML::Exception&) {
      readable = false;
    }
    if (!readable) continue;
    CHECK(parsed.diagnostics.empty());
    for (const Document& document : parsed.tree.documents)
      if (document.root && !exact(text, *document.root)) FAIL("span");
    std::size_t index = 0;
    for (const Document& document : parsed.tree.documents) {
      if (index >= theirs.size()) break;
      if (!same(document.root, theirs[index++])) FAIL("value of document " << index);
    }
    ++compared;
  }
  CHECK(compared > 300);
}
