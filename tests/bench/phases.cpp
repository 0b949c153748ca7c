// Times what the scan is compared with: reading the bytes, tree-sitter-hcl's bare parse, our own parse, over all .tf of a folder,
// single thread, processor time. Prints one JSON object; each figure is the best of the given number of rounds.
//
// usage: bulkhead-bench-phases FOLDER [ROUNDS]
#include <tree_sitter/api.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "parsers/hcl/ast.h"

extern "C" const TSLanguage* tree_sitter_hcl();

namespace {

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work>
double best_of(int rounds, Work work) {
  double best = 1e9;
  for (int i = 0; i < rounds; ++i) {
    double start = processor_seconds();
    work();
    best = std::min(best, processor_seconds() - start);
  }
  return best;
}

std::string read(const std::string& path) {
  std::string text;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    char buffer[1 << 16];
    for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, got);
    std::fclose(file);
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bulkhead-bench-phases FOLDER [ROUNDS]\n");
    return 2;
  }
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1]))
    if (entry.is_regular_file() && entry.path().extension() == ".tf") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());

  std::vector<std::string> texts(paths.size());
  double reading = best_of(rounds, [&] {
    for (std::size_t i = 0; i < paths.size(); ++i) texts[i] = read(paths[i]);
  });
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();

  std::size_t own_errors = 0;
  double own = best_of(rounds, [&] {
    own_errors = 0;
    for (const std::string& text : texts) own_errors += bulkhead::hcl::parse_hcl(bulkhead::FileId{0}, text).diagnostics.empty() ? 0 : 1;
  });

  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_hcl());
  std::size_t their_errors = 0;
  double theirs = best_of(1, [&] {
    for (const std::string& text : texts) {
      TSTree* tree = ts_parser_parse_string(parser, nullptr, text.data(), static_cast<uint32_t>(text.size()));
      their_errors += ts_node_has_error(ts_tree_root_node(tree)) ? 1 : 0;
      ts_tree_delete(tree);
    }
  });
  ts_parser_delete(parser);

  std::printf("{\"files\": %zu, \"bytes\": %zu, \"read_seconds\": %.6f, \"tree_sitter_seconds\": %.6f, \"parse_seconds\": %.6f, "
              "\"tree_sitter_errors\": %zu, \"parse_errors\": %zu}\n",
              texts.size(), bytes, reading, theirs, own, their_errors, own_errors);
  return 0;
}
