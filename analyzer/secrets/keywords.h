// Many keywords found in one pass (Aho and Corasick 1975), letters without case.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace bulkhead::secrets {

class KeywordIndex {
 public:
  explicit KeywordIndex(std::span<const std::string_view> keywords);
  /// Calls `hit(keyword index, end offset)` for each occurrence, left to right.
  template <class Hit>
  void scan(std::string_view text, Hit hit) const {
    std::uint32_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = next_[state * classes_ + class_of_[static_cast<unsigned char>(text[i])]];
      for (std::uint32_t found = first_[state]; found != kNone; found = outputs_[found].next) hit(outputs_[found].keyword, i + 1);
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffu;
  struct Output { std::uint32_t keyword, next; };
  std::uint32_t classes_ = 1;                 // class 0: bytes of no keyword
  std::uint8_t class_of_[256] = {};
  std::vector<std::uint32_t> next_;           // state x class
  std::vector<std::uint32_t> first_;          // state -> first output
  std::vector<Output> outputs_;
};

}  // namespace bulkhead::secrets
