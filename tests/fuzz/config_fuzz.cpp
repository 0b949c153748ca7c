// bulkhead.yaml.
#include "analyzer/config/config.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  bulkhead::parse_config(bulkhead::FileId{0}, std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
