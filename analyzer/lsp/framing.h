// Messages out of a stream of bytes (LSP 3.17, "Base Protocol").
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead::lsp {

/// Larger messages are skipped as they come and never held.
inline constexpr std::uint64_t kMaxMessageBytes = 64u << 20;

/// One message, or why there is none.
struct Frame {
  std::string body;
  std::string problem;                   // empty: `body` is a message
};

/// Cuts a stream into messages. What lies about its length costs itself: after a broken header or body the next `Content-Length:`
/// is looked for.
class FrameReader {
 public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
  std::optional<Frame> next();
  /// The last body was no message: what looks like a header inside it is read again.
  void reread(const std::string& body);

 private:
  void compact();
  std::string buffer_;
  std::size_t at_ = 0;                   // start of what is not taken yet
  std::uint64_t skip_ = 0;               // bytes of an over-long message still to come
};

/// `body` with its header.
std::string framed(std::string_view body);

}  // namespace bulkhead::lsp
