// JSON documents, and their conversion to values.
#include "analyzer/model/from_data.h"
#include "parsers/data/tree.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto parsed = bulkhead::data::parse_json(bulkhead::FileId{0}, text);
  bulkhead::Arena arena;
  for (const auto& document : parsed.tree.documents) bulkhead::value_from(document.root, parsed.tree.id, arena);
  return 0;
}
