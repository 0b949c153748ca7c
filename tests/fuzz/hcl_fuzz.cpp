// HCL: a configuration file, an expression and a template of the same bytes.
#include "parsers/hcl/ast.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  bulkhead::hcl::parse_hcl(bulkhead::FileId{0}, text);
  bulkhead::hcl::parse_expression(bulkhead::FileId{0}, text);
  bulkhead::hcl::parse_template(bulkhead::FileId{0}, text);
  return 0;
}
