// Regular expressions (RE2), compiled once per text and thread.
#pragma once
#include <memory>
#include <string_view>

namespace re2 { class RE2; }

namespace bulkhead {

/// The compiled pattern; ask ok() before using it. Rules and modules use a few patterns very often; a program is bounded to 4 MiB, and a thread
/// keeps at most 48 of them.
std::shared_ptr<const re2::RE2> compiled_pattern(std::string_view text);

}  // namespace bulkhead
