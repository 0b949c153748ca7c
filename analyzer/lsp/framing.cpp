#include "analyzer/lsp/framing.h"

#include <charconv>

namespace bulkhead::lsp {
namespace {

constexpr std::string_view kLength = "content-length:";
constexpr std::size_t kMaxHeaderBytes = 4096;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Where the next length header starts, or npos.
std::size_t find_header(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at + kLength.size() <= text.size(); ++at) {
    std::size_t i = 0;
    while (i < kLength.size() && lower(text[at + i]) == kLength[i]) ++i;
    if (i == kLength.size()) return at;
  }
  return std::string_view::npos;
}

/// The length that a header gives; nothing when it is no number.
std::optional<std::uint64_t> length_of(std::string_view header) {
  auto at = find_header(header, 0);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view value = header.substr(at + kLength.size());
  while (!value.empty() && (value[0] == ' ' || value[0] == '\t')) value.remove_prefix(1);
  value = value.substr(0, value.find_first_of("\r\n"));
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  std::uint64_t out = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (value.empty() || error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return out;
}

}  // namespace

void FrameReader::compact() {
  if (at_ < buffer_.size() && at_ < (1u << 16)) return;
  buffer_.erase(0, at_);
  at_ = 0;
}

std::optional<Frame> FrameReader::next() {
  if (skip_ > 0) {
    std::uint64_t now = std::min<std::uint64_t>(skip_, buffer_.size() - at_);
    skip_ -= now;
    at_ += static_cast<std::size_t>(now);
    compact();
    if (skip_ > 0) return std::nullopt;
  }
  std::string_view rest = std::string_view(buffer_).substr(at_);
  std::size_t separator = 4, end = rest.find("\r\n\r\n");
  if (auto bare = rest.find("\n\n"); bare < end) end = bare, separator = 2;   // some clients forget the CR
  if (end == std::string_view::npos) {
    if (rest.size() <= kMaxHeaderBytes) return std::nullopt;
    // No header is that long: drop all but what may be the start of one.
    auto header = find_header(rest, 1);
    at_ += header == std::string_view::npos ? rest.size() - kLength.size() : header;
    compact();
    return Frame{{}, "no header: " + std::to_string(rest.size()) + " bytes dropped"};
  }
  auto length = length_of(rest.substr(0, end));
  if (!length) {
    auto header = find_header(rest, end);
    at_ += header == std::string_view::npos ? end + separator : header;
    compact();
    return Frame{{}, "header without a valid Content-Length"};
  }
  std::size_t start = end + separator;
  if (*length > kMaxMessageBytes) {
    skip_ = *length;
    at_ += start;
    return Frame{{}, "message of " + std::to_string(*length) + " bytes: at most " + std::to_string(kMaxMessageBytes) +
        " are read"};
  }
  if (rest.size() - start < *length) return std::nullopt;
  Frame out{std::string(rest.substr(start, static_cast<std::size_t>(*length))), {}};
  at_ += start + static_cast<std::size_t>(*length);
  compact();
  return out;
}

void FrameReader::reread(const std::string& body) {
  auto header = find_header(body, 0);
  if (header == std::string::npos) return;
  buffer_.replace(0, at_, body.substr(header));
  at_ = 0;
}

std::string framed(std::string_view body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace bulkhead::lsp
