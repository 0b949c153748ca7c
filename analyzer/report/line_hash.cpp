#include "analyzer/report/line_hash.h"

#include <charconv>

namespace bulkhead::report {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kFactor = 37;
constexpr std::uint16_t kEndOfFile = 65535;

std::uint64_t power(std::uint64_t base, std::size_t exponent) {
  std::uint64_t out = 1;
  for (std::size_t i = 0; i < exponent; ++i) out *= base;
  return out;
}

std::string hex(std::uint64_t value) {
  char buffer[17];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, 16).ptr;
  return {buffer, end};
}

class RollingHash {
 public:
  void add(std::uint16_t unit) {
    if (unit == ' ' || unit == '\t' || (after_return_ && unit == '\n')) {
      after_return_ = false;
      return;
    }
    after_return_ = unit == '\r';
    if (after_return_) unit = '\n';
    flush();
    if (line_start_) {
      line_start_ = false;
      lines_[at_] = ++line_;
    }
    if (unit == '\n') line_start_ = true;
    push(unit);
  }

  std::vector<std::string> finish() {
    add(kEndOfFile);
    for (std::size_t i = 0; i < kWindow; ++i) {
      flush();
      push(0);
    }
    return std::move(out_);
  }

 private:
  /// The window has moved past the start of a line: its hash is complete.
  void flush() {
    std::size_t line = lines_[at_];
    if (line == 0) return;
    if (out_.size() < line) out_.resize(line);
    std::string value = hex(hash_);
    out_[line - 1] = value + ":" + std::to_string(++counts_[value]);
    lines_[at_] = 0;
  }

  void push(std::uint16_t unit) {
    hash_ = kFactor * hash_ + unit - first_factor_ * window_[at_];
    window_[at_] = unit;
    at_ = (at_ + 1) % kWindow;
  }

  const std::uint64_t first_factor_ = power(kFactor, kWindow);
  std::uint64_t window_[kWindow] = {};
  std::size_t lines_[kWindow] = {};
  std::size_t at_ = 0, line_ = 0;
  std::uint64_t hash_ = 0;
  bool line_start_ = true, after_return_ = false;
  std::map<std::string, int> counts_;
  std::vector<std::string> out_;
};

/// Code point at `i`, which moves behind it; an invalid byte is U+FFFD.
std::uint32_t next_code_point(std::string_view text, std::size_t& i) {
  auto lead = static_cast<unsigned char>(text[i++]);
  if (lead < 0x80) return lead;
  int tails = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (tails == 0) return 0xFFFD;
  std::uint32_t value = lead & (0x3Fu >> tails);
  for (; tails > 0; --tails) {
    if (i >= text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0xFFFD;
    value = value << 6 | (static_cast<unsigned char>(text[i++]) & 0x3Fu);
  }
  return value;
}

}  // namespace

std::vector<std::string> line_hashes(std::string_view text) {
  RollingHash hash;
  for (std::size_t i = 0; i < text.size();) {
    std::uint32_t point = next_code_point(text, i);
    if (point < 0x10000) {
      hash.add(static_cast<std::uint16_t>(point));
    } else {
      point -= 0x10000;
      hash.add(static_cast<std::uint16_t>(0xD800 + (point >> 10)));
      hash.add(static_cast<std::uint16_t>(0xDC00 + (point & 0x3FF)));
    }
  }
  return hash.finish();
}

}  // namespace bulkhead::report
