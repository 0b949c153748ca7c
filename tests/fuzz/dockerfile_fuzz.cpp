// Dockerfiles, the expansion of their words, and the spans: all lie in the file.
#include <cstdlib>

#include "parsers/dockerfile/ast.h"
#include "parsers/dockerfile/expand.h"

using namespace bulkhead::dockerfile;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto parsed = parse_dockerfile(bulkhead::FileId{0}, text);
  auto lookup = [](std::string_view name) { return Variable{name.size() % 2 ? Variable::State::set : Variable::State::open, "a/b.c*"}; };
  for (const Instruction& instruction : parsed.tree.instructions) {
    if (instruction.begin > instruction.end || instruction.end > size) std::abort();
    for (const Word& word : instruction.arguments) {
      if (word.begin > word.end || word.end > size) std::abort();
      expand(word.text, lookup);
    }
  }
  return 0;
}
