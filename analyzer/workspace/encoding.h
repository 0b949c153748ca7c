// Whether bytes are text that can be parsed.
#pragma once
#include <cstddef>
#include <string_view>

namespace bulkhead {

enum class Encoding : unsigned char { utf8, invalid_utf8, utf16, utf32, binary };

struct EncodingCheck {
  Encoding encoding = Encoding::utf8;
  std::size_t at = 0;                    // first offending byte
};

/// Looks at byte order marks, NUL bytes and UTF-8 well-formedness (Unicode 15, table 3-7).
EncodingCheck check_encoding(std::string_view text);

}  // namespace bulkhead
