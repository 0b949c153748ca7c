#include "analyzer/report/escape.h"

#include <algorithm>

namespace bulkhead::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr char kHex[] = "0123456789ABCDEF";

bool continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Bytes of the character at the start of `text`, or 0 where no valid one starts (Unicode, table 3-7).
std::size_t character_length(std::string_view text) {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  unsigned lead = byte(0), second = byte(1);
  if (lead < 0x80) return 1;
  std::size_t length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!continuation(text[i])) return 0;
  bool too_small = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  bool too_large = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  return too_small || too_large ? 0 : length;
}

/// Each character of `text` by `escape`, which gives its replacement or nothing to keep it.
template <class Escape>
std::string mapped(std::string_view text, Escape escape) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t length = character_length(text);
    if (length == 0) out += kReplacement;
    else if (std::string_view other = length == 1 ? escape(text[0]) : std::string_view(); other.data()) out += other;
    else out += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

/// A byte with a percent sign that stands for itself, as GitHub writes it.
std::string_view github_escape(char c) {
  switch (c) {
    case '%': return "%25";
    case '\r': return "%0D";
    case '\n': return "%0A";
    default: return {};
  }
}

std::string_view azure_escape(char c) {
  switch (c) {
    case '%': return "%AZP25";
    case '\r': return "%0D";
    case '\n': return "%0A";
    default: return {};
  }
}

std::string_view xml_escape(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return static_cast<unsigned char>(c) < 32 || c == 127 ? kReplacement : std::string_view();
  }
}

std::string_view markdown_escape(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '\n':
    case '\r':
    case '\t': return " ";
    case '\\': return "\\\\";
    case '`': return "\\`";
    case '*': return "\\*";
    case '_': return "\\_";
    case '[': return "\\[";
    case ']': return "\\]";
    case '|': return "\\|";
    case '~': return "\\~";
    case '#': return "\\#";
    case '!': return "\\!";
    case '@': return "&#64;";            // no one is mentioned by a report
    default: return static_cast<unsigned char>(c) < 32 || c == 127 ? kReplacement : std::string_view();
  }
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  return mapped(text, [](char) { return std::string_view(); });
}

std::string cut_to(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit > 3 ? limit - 3 : 0;
  while (end > 0 && continuation(text[end])) --end;
  text.resize(end);
  return text + "...";
}

std::string inert(std::string text) {
  constexpr std::size_t kLongestName = 40;   // before the bracket; no agent's is longer
  for (std::size_t at = text.find("##"); at != std::string::npos; at = text.find("##", at + 1)) {
    std::size_t end = text.find_first_of("[ \n", at + 2);
    if (end != std::string::npos && text[end] == '[' && end - at <= kLongestName) text[at + 1] = '?';
  }
  return text;
}

bool begins_command(std::string_view line) {
  // Every blank of Unicode is trimmed: what is no visible ASCII counts as one.
  auto graphic = std::find_if(line.begin(), line.end(), [](char c) { return c > ' ' && c < 127; });
  return std::string_view(graphic, line.end()).starts_with("::");
}

std::string github_data(std::string_view text) { return mapped(text, github_escape); }

std::string github_property(std::string_view text) {
  return mapped(text, [](char c) { return c == ':' ? std::string_view("%3A") : c == ',' ? std::string_view("%2C") : github_escape(c); });
}

std::string azure_data(std::string_view text) { return mapped(text, azure_escape); }

std::string azure_property(std::string_view text) {
  return mapped(text, [](char c) { return c == ';' ? std::string_view("%3B") : c == ']' ? std::string_view("%5D") : azure_escape(c); });
}

std::string xml(std::string_view text) {
  // U+FFFE and U+FFFF are Unicode, but not XML.
  std::string out = mapped(text, xml_escape);
  for (std::size_t at = out.find("\xEF\xBF"); at != std::string::npos; at = out.find("\xEF\xBF", at + 3))
    if (at + 2 < out.size() && static_cast<unsigned char>(out[at + 2]) >= 0xBE) out[at + 2] = '\xBD';
  return out;
}

std::string markdown(std::string_view text) { return mapped(text, markdown_escape); }

std::string uri(std::string_view path) {
  static constexpr std::string_view kPlain = "-._~/!$&'()*+,;=@";
  std::string out;
  for (char c : path) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kPlain.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

}  // namespace bulkhead::report
