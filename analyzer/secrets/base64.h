// Base64 (RFC 4648 section 4), as Kubernetes and cloud-init carry texts.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead::secrets {

/// The decoded bytes; blanks and line ends are skipped, missing padding is tolerated. nullopt for text that is no base64.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace bulkhead::secrets
