// A number for what something holds: equal for equal content, in every run on every machine.
#pragma once
#include <xxhash.h>

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace bulkhead {

/// Takes one part after the other; where the parts end counts. Not for secrets, and no protection against who wants two contents to look the same.
class ContentHash {
 public:
  ContentHash& add(std::string_view text) {
    value_ = XXH3_64bits_withSeed(text.data(), text.size(), value_ * 31 + text.size());
    return *this;
  }
  template <class Number>
    requires std::integral<Number> || std::is_enum_v<Number>
  ContentHash& add(Number number) {
    auto wide = static_cast<std::uint64_t>(number);
    return add(std::string_view(reinterpret_cast<const char*>(&wide), sizeof wide));
  }
  /// Lists and maps: their size, then `one` with every element.
  template <class List, class One>
  ContentHash& add_all(const List& list, const One& one) {
    add(list.size());
    for (const auto& element : list) one(element);
    return *this;
  }
  template <class List>
  ContentHash& add_texts(const List& list) {
    return add_all(list, [&](std::string_view text) { add(text); });
  }

  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace bulkhead
