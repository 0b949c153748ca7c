// What a pure function of a text gave, remembered: an estate uses some thousand keys and names some million times.
#pragma once
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
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
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    if (const Known* known = find(hash, text)) return known->result;
    Result made = compute(text);
    if (first_sight(hash)) return last_.emplace(std::move(made));
    if (known_.size() >= most_) clear();
    return add(hash, text, std::move(made));
  }

  void clear() {
    known_.clear();
    slots_.assign(kSlots, {});
    last_.reset();
  }

 private:
  struct Known {
    std::string text;
    Result result;
  };
  /// A place of the table: open addressing, so that a look-up touches one line of memory before the text itself.
  struct Slot {
    std::uint64_t hash = 0;
    const Known* known = nullptr;
  };

  const Known* find(std::uint64_t hash, std::string_view text) const {
    if (known_.empty()) return nullptr;
    for (std::size_t i = hash & (slots_.size() - 1); slots_[i].known != nullptr; i = (i + 1) & (slots_.size() - 1))
      if (slots_[i].hash == hash && slots_[i].known->text == text) return slots_[i].known;
    return nullptr;
  }

  const Result& add(std::uint64_t hash, std::string_view text, Result&& made) {
    if (2 * (known_.size() + 1) > slots_.size()) grow();
    const Known& known = known_.emplace_back(Known{std::string(text), std::move(made)});
    place({hash, &known});
    return known.result;
  }

  void place(Slot slot) {
    std::size_t i = slot.hash & (slots_.size() - 1);
    while (slots_[i].known != nullptr) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }

  void grow() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? kSlots : 2 * slots_.size()));
    for (const Slot& slot : old)
      if (slot.known != nullptr) place(slot);
  }

  /// True when no text of this hash was seen lately.
  bool first_sight(std::uint64_t hash) {
    std::uint32_t& seen = seen_[hash % kSeen];
    const auto mark = static_cast<std::uint32_t>(hash >> 32) | 1;
    if (seen == mark) return false;
    seen = mark;
    return true;
  }

  static constexpr std::size_t kSeen = 1 << 15, kSlots = 1 << 10;
  std::vector<std::uint32_t> seen_ = std::vector<std::uint32_t>(kSeen);
  std::optional<Result> last_;
  std::deque<Known> known_;      // stays where it is
  std::vector<Slot> slots_;      // a power of two
  std::size_t most_;
};

}  // namespace bulkhead
