#include "analyzer/secrets/keywords.h"

#include <cctype>

namespace bulkhead::secrets {

KeywordIndex::KeywordIndex(std::span<const std::string_view> keywords) {
  for (std::string_view word : keywords)
    for (char c : word) {
      auto low = static_cast<unsigned char>(std::tolower(static_cast<unsigned char>(c)));
      if (class_of_[low] != 0) continue;
      class_of_[low] = class_of_[std::toupper(low)] = static_cast<std::uint8_t>(classes_++);
    }
  auto add_state = [&] { next_.resize(next_.size() + classes_, kNone); first_.push_back(kNone); return static_cast<std::uint32_t>(first_.size() - 1); };
  add_state();
  for (std::uint32_t k = 0; k < keywords.size(); ++k) {
    std::uint32_t state = 0;
    for (char c : keywords[k]) {
      std::size_t edge = state * classes_ + class_of_[static_cast<unsigned char>(c)];
      if (next_[edge] == kNone) { auto fresh = add_state(); next_[edge] = fresh; }
      state = next_[edge];
    }
    outputs_.push_back({k, first_[state]});
    first_[state] = static_cast<std::uint32_t>(outputs_.size() - 1);
  }
  // Breadth first: a missing edge goes where the longest proper suffix goes; its outputs are appended.
  std::vector<std::uint32_t> queue, suffix(first_.size(), 0);
  for (std::uint32_t c = 0; c < classes_; ++c) {
    std::uint32_t& edge = next_[c];
    if (edge == kNone) edge = 0;
    else queue.push_back(edge);
  }
  for (std::size_t i = 0; i < queue.size(); ++i) {
    std::uint32_t state = queue[i];
    std::uint32_t* tail = &first_[state];
    while (*tail != kNone) tail = &outputs_[*tail].next;
    *tail = first_[suffix[state]];
    for (std::uint32_t c = 0; c < classes_; ++c) {
      std::uint32_t& edge = next_[state * classes_ + c];
      std::uint32_t fallback = next_[suffix[state] * classes_ + c];
      if (edge == kNone) { edge = fallback; continue; }
      suffix[edge] = fallback;
      queue.push_back(edge);
    }
  }
}

}  // namespace bulkhead::secrets
