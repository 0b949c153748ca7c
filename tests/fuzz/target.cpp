// One libFuzzer target; the build names it.
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/properties/properties.h"

#ifndef BULKHEAD_FUZZ_TARGET
#error "the build names the function that is fuzzed"
#endif

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string broken = bulkhead::fuzz::BULKHEAD_FUZZ_TARGET(std::string_view(reinterpret_cast<const char*>(data), size));
  if (broken.empty()) return 0;
  std::fprintf(stderr, "broken property: %s\n", broken.c_str());
  std::abort();
}
