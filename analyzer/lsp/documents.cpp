#include "analyzer/lsp/documents.h"

#include <algorithm>
#include <limits>

namespace bulkhead::lsp {
namespace {

std::uint32_t number(const Json& object, const char* key) {
  auto at = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || at == object.end() || !at->is_number_integer()) return 0;
  auto value = at->get<std::int64_t>();
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, kMost));
}

std::uint32_t offset(std::string_view text, const Json& range, const char* end, PositionEncoding encoding) {
  auto at = range.find(end);
  if (at == range.end()) return 0;
  return offset_at(text, position_of(*at), encoding);
}

}  // namespace

Position position_of(const Json& position) { return {number(position, "line"), number(position, "character")}; }

bool apply_changes(std::string& text, const Json& changes, PositionEncoding encoding) {
  if (!changes.is_array()) return false;
  for (const Json& change : changes) {
    auto with = change.is_object() ? change.find("text") : change.end();
    if (!change.is_object() || with == change.end() || !with->is_string()) return false;
    auto range = change.find("range");
    if (range == change.end() || !range->is_object()) {
      text = with->get<std::string>();
      continue;
    }
    std::uint32_t begin = offset(text, *range, "start", encoding), end = offset(text, *range, "end", encoding);
    if (end < begin) std::swap(begin, end);
    text.replace(begin, end - begin, with->get_ref<const std::string&>());
  }
  return true;
}

}  // namespace bulkhead::lsp
