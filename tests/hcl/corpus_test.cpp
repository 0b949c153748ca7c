// Every .tf of the shared data: no valid file is rejected, and the verdict is that of an independent grammar.
#include <tree_sitter/api.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "parsers/hcl/ast.h"
#include "tests/support/locations.h"

extern "C" const TSLanguage* tree_sitter_hcl();

namespace {

namespace fs = std::filesystem;

std::string data_folder() {
  if (const char* set = std::getenv("BULKHEAD_TEST_DATA")) return set;
  return bulkhead::test::source_directory() + "/../shared/data";
}

bool cancelled(TSParseState* state) {
  return std::chrono::steady_clock::now() > *static_cast<std::chrono::steady_clock::time_point*>(state->payload);
}

/// Whether tree-sitter's grammar finds an error; true as well when it does not finish in time.
bool oracle_rejects(TSParser* parser, const std::string& text) {
  auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  struct Source { const std::string* text; } source{&text};
  TSInput input{&source,
                [](void* payload, std::uint32_t offset, TSPoint, std::uint32_t* length) {
                  const std::string& all = *static_cast<Source*>(payload)->text;
                  *length = offset < all.size() ? static_cast<std::uint32_t>(all.size() - offset) : 0;
                  return all.data() + (offset < all.size() ? offset : all.size());
                },
                TSInputEncodingUTF8, nullptr};
  TSTree* tree = ts_parser_parse_with_options(parser, nullptr, input, {&deadline, cancelled});
  if (tree == nullptr) {
    ts_parser_reset(parser);
    return true;
  }
  bool wrong = ts_node_has_error(ts_tree_root_node(tree));
  ts_tree_delete(tree);
  return wrong;
}

}  // namespace

TEST_CASE("verdict on every .tf of the shared data equals an independent grammar's", "[hcl][slow]") {
  fs::path root = data_folder();
  if (!fs::exists(root / "estates")) SKIP("no shared data: set BULKHEAD_TEST_DATA to its unpacked folder");
  TSParser* parser = ts_parser_new();
  REQUIRE(ts_parser_set_language(parser, tree_sitter_hcl()));
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".tf") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    ++files;
    if (text.starts_with('{')) continue;   // JSON under a .tf name: the newline-blind grammar reads it as an object
    bool rejected = !bulkhead::hcl::parse_hcl(bulkhead::FileId{0}, text).diagnostics.empty();
    if (rejected != oracle_rejects(parser, text)) {
      INFO(entry.path().lexically_relative(root).string());
      CHECK(rejected == oracle_rejects(parser, text));
    }
  }
  ts_parser_delete(parser);
  CHECK(files > 1000);
}
