// Memory of syntax trees and values: allocated in a row, freed at once.
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace bulkhead {

/// Bump allocator. Holds only trivially destructible objects; pointers stay valid until the arena dies,
/// also when the arena is moved. Not thread safe: one arena per file or unit.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&& other) noexcept
      : blocks_(std::move(other.blocks_)), cursor_(std::exchange(other.cursor_, nullptr)),
        limit_(std::exchange(other.limit_, nullptr)), next_(other.next_), used_(other.used_) {}
  Arena& operator=(Arena&& other) noexcept {
    blocks_ = std::move(other.blocks_);
    cursor_ = std::exchange(other.cursor_, nullptr);
    limit_ = std::exchange(other.limit_, nullptr);
    next_ = other.next_;
    used_ = other.used_;
    return *this;
  }

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  /// Copies `items` into the arena.
  template <class T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    auto* out = static_cast<T*>(allocate(sizeof(T) * items.size(), alignof(T)));
    std::memcpy(static_cast<void*>(out), items.data(), sizeof(T) * items.size());
    return {out, items.size()};
  }
  template <class T>
  std::span<T> copy(const std::vector<T>& items) {
    return copy(std::span<const T>(items));
  }
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    auto* out = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(out, text.data(), text.size());
    return {out, text.size()};
  }

  void* allocate(std::size_t size, std::size_t alignment) {
    auto at = (reinterpret_cast<std::uintptr_t>(cursor_) + alignment - 1) & ~(alignment - 1);
    if (cursor_ == nullptr || at + size > reinterpret_cast<std::uintptr_t>(limit_)) return allocate_block(size, alignment);
    cursor_ = reinterpret_cast<char*>(at + size);
    return reinterpret_cast<void*>(at);
  }

  /// Bytes taken from the system so far.
  std::size_t bytes() const { return used_; }

 private:
  void* allocate_block(std::size_t size, std::size_t alignment) {
    std::size_t block = size + alignment > next_ ? size + alignment : next_;
    if (next_ < (1u << 20)) next_ *= 2;
    blocks_.push_back(std::unique_ptr<char[]>(new char[block]));
    used_ += block;
    cursor_ = blocks_.back().get();
    limit_ = cursor_ + block;
    return allocate(size, alignment);
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* cursor_ = nullptr;
  char* limit_ = nullptr;
  std::size_t next_ = 4096;
  std::size_t used_ = 0;
};

}  // namespace bulkhead
