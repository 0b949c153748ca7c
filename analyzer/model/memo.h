// What a pure function of a text gave, remembered: an estate uses some thousand keys and names some million times.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bulkhead {

/// Results by text, at most `most` of them: when full it starts over, so that hostile input costs time and no memory. A text is kept when it
/// comes the second time, since most texts come once. Not thread safe: one per thread (`thread_local`) or behind a lock.
template <class Result>
class Memo {
 public:
  explicit Memo(std::size_t most) : most_(most) {}

  /// compute(text) when the text is new. The reference is valid until the next call.
  template <class Compute>
  const Result& get(std::string_view text, const Compute& compute) {
    if (auto known = results_.find(text); known != results_.end()) return known->second;
    Result made = compute(text);
    if (first_sight(text)) return last_.emplace(std::move(made));
    if (results_.size() >= most_) results_.clear();
    return results_.emplace(std::string(text), std::move(made)).first->second;
  }

  void clear() {
    results_.clear();
    last_.reset();
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  /// True when no text of this hash was seen lately.
  bool first_sight(std::string_view text) {
    const std::size_t hash = Hash{}(text);
    std::uint32_t& seen = seen_[hash % kSeen];
    const auto mark = static_cast<std::uint32_t>(hash >> 32) | 1;
    if (seen == mark) return false;
    seen = mark;
    return true;
  }

  static constexpr std::size_t kSeen = 1 << 15;
  std::vector<std::uint32_t> seen_ = std::vector<std::uint32_t>(kSeen);
  std::optional<Result> last_;
  std::unordered_map<std::string, Result, Hash, std::equal_to<>> results_;
  std::size_t most_;
};

}  // namespace bulkhead
