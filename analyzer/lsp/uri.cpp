#include "analyzer/lsp/uri.h"

namespace bulkhead::lsp {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string path_of(std::string_view uri) {
  if (!uri.starts_with("file:")) return {};
  uri.remove_prefix(5);
  if (uri.starts_with("//")) {
    auto slash = uri.find('/', 2);
    std::string_view host = uri.substr(2, slash == std::string_view::npos ? slash : slash - 2);
    if (slash == std::string_view::npos || (!host.empty() && host != "localhost")) return {};
    uri = uri.substr(slash);
  }
  if (uri.empty() || uri[0] != '/') return {};
  uri = uri.substr(0, uri.find_first_of("?#"));
  std::string out;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    int high = uri[i] == '%' && i + 2 < uri.size() ? hex(uri[i + 1]) : -1, low = high >= 0 ? hex(uri[i + 2]) : -1;
    char c = low >= 0 ? static_cast<char>(high * 16 + low) : uri[i];
    if (c == '\0') return {};
    if (low >= 0) i += 2;
    out += c;
  }
  while (out.size() > 1 && out.back() == '/') out.pop_back();
  return out;
}

std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = "file://";
  for (char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      auto byte = static_cast<unsigned char>(c);
      (out += '%') += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace bulkhead::lsp
