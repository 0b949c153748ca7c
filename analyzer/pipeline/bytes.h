// Plain binary coding of kept results. Numbers are variable-length, texts have their length in front.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace bulkhead {

template <class T>
concept Coded = std::integral<T> || std::is_enum_v<T>;

class ByteWriter {
 public:
  template <Coded T>
  ByteWriter& put(T number) {
    auto value = static_cast<std::uint64_t>(number);
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
    return *this;
  }
  ByteWriter& put(std::string_view text) {
    put(text.size());
    bytes_ += text;
    return *this;
  }
  /// The size, then `one` with every element.
  template <class List, class One>
  ByteWriter& put_all(const List& list, const One& one) {
    put(list.size());
    for (const auto& element : list) one(element);
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Never reads beyond its bytes: what is cut off or makes no sense reads as zero and empty, and failed() says so.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
      auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  template <Coded T>
  void get(T& out) { out = static_cast<T>(number()); }
  void get(std::string& out) { out = text(); }
  std::string_view text() {
    std::uint64_t size = number();
    if (size > bytes_.size()) {
      failed_ = true;
      bytes_ = {};
      return {};
    }
    std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }
  /// Fills `list` by `one` for every element.
  template <class List, class One>
  void get_all(List& list, const One& one) {
    std::uint64_t size = number();
    if (size > bytes_.size()) failed_ = true;   // an element takes a byte at least
    for (std::uint64_t i = 0; i < size && !failed_; ++i) one(list);
  }
  bool failed() const { return failed_; }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace bulkhead
