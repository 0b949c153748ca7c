// Making values that say where they are written.
#pragma once
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "parsers/text/arena.h"

namespace bulkhead::container {

/// Builds values of one file in a unit's arena. Text is copied unless it already outlives the unit (`view`).
class ValueBuilder {
 public:
  ValueBuilder(Arena& arena, FileId file) : arena_(arena), file_(file) {}

  Arena& arena() { return arena_; }
  FileId file() const { return file_; }
  std::string_view keep(std::string_view text) { return arena_.copy(text); }

  const Origin* written(std::uint32_t begin, std::uint32_t end, const Origin* via = nullptr, std::string_view step = {}) {
    auto kind = via != nullptr ? Origin::Kind::referenced : Origin::Kind::written;
    return arena_.make<Origin>(Origin{kind, {file_, begin, end}, via, step});
  }
  const Origin* absent(std::uint32_t begin, std::uint32_t end) {
    return arena_.make<Origin>(Origin{Origin::Kind::absent, {file_, begin, end}, nullptr, {}});
  }
  Value view(std::string_view text, const Origin* origin) { return Value::string(text, origin); }
  Value text(std::string_view text, const Origin* origin) { return Value::string(keep(text), origin); }
  Value list(const std::vector<Value>& items, const Origin* origin) { return Value::list(arena_.copy(items), origin); }
  Value map(const std::vector<Entry>& entries, const Origin* origin) { return Value::map(arena_.copy(entries), origin); }
  /// Unknown, with the name that would decide it and the text around it.
  Value unknown(std::string_view reference, std::string_view pattern, const Origin* origin,
                UnknownInfo::Cause cause = UnknownInfo::Cause::input_variable) {
    return Value::unknown(arena_.make<UnknownInfo>(UnknownInfo{cause, keep(reference), keep(pattern)}), origin);
  }

 private:
  Arena& arena_;
  FileId file_;
};

}  // namespace bulkhead::container
