#include "tests/support/locations.h"

namespace bulkhead::test {

std::string source_directory() { return BULKHEAD_SOURCE_DIR; }
std::string bulkhead_binary() { return BULKHEAD_BINARY; }
bool release_build() { return BULKHEAD_RELEASE; }
std::string conformance_binary() { return BULKHEAD_CONFORMANCE; }

}  // namespace bulkhead::test
