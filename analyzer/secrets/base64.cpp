#include "analyzer/secrets/base64.h"

#include <cstdint>

namespace bulkhead::secrets {

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  bool ended = false;
  for (char c : text) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
    if (c == '=') { ended = true; continue; }
    std::uint32_t digit = 0;
    if (c >= 'A' && c <= 'Z') digit = static_cast<std::uint32_t>(c - 'A');
    else if (c >= 'a' && c <= 'z') digit = static_cast<std::uint32_t>(c - 'a' + 26);
    else if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0' + 52);
    else if (c == '+') digit = 62;
    else if (c == '/') digit = 63;
    else return std::nullopt;
    if (ended) return std::nullopt;
    bits = bits << 6 | digit;
    if ((count += 6) < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 255);
  }
  return out;
}

}  // namespace bulkhead::secrets
