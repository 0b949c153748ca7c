// Which bytes are text at all.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::data {

/// Something that is not text: where, and what.
struct Unreadable {
  std::size_t at = 0;
  std::string message;
};

/// Name of an encoding other than UTF-8 ("UTF-16", "UTF-32"), by byte order mark or by the NUL bytes of a first ASCII
/// character; empty for everything else.
std::string_view foreign_encoding(std::string_view text);

/// The first byte at or after `from` that YAML does not allow (YAML 1.2 section 5.1, as libyaml applies it): invalid UTF-8, NUL
/// and other control characters.
std::optional<Unreadable> first_unreadable(std::string_view text, std::size_t from);

/// Length of the UTF-8 byte order mark at the start: 3 or 0.
std::size_t byte_order_mark(std::string_view text);

/// Code point index -> byte offset in one text. Free for ASCII; otherwise one checkpoint each 256 code points.
class ByteOffsets {
 public:
  explicit ByteOffsets(std::string_view text);
  std::size_t at(std::size_t code_point) const;

 private:
  static constexpr std::size_t kStep = 256;
  std::string_view text_;
  std::size_t ascii_ = 0;                 // length of the leading ASCII part
  std::vector<std::size_t> checkpoints_;  // byte offsets of code points ascii_, ascii_ + kStep, ...
};

}  // namespace bulkhead::data
