#include <nlohmann/json.hpp>

#include "parsers/dockerfile/arguments.h"
#include "parsers/dockerfile/characters.h"

namespace bulkhead::dockerfile {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n')) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool done() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }

  bool string(std::string& out) {
    if (!take('"')) return false;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '"') return ++at_, true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\') {
        if (!escape(out)) return false;
        continue;
      }
      CodePoint point = decode(text_, at_);
      append_utf8(out, point.value);
      at_ += point.width;
    }
    return false;
  }

 private:
  bool escape(std::string& out) {
    static constexpr std::string_view kNames = "\"\\/bfnrt", kValues = "\"\\/\b\f\n\r\t";
    ++at_;
    if (at_ >= text_.size()) return false;
    char c = text_[at_++];
    if (std::size_t i = kNames.find(c); i != std::string_view::npos) return out.push_back(kValues[i]), true;
    char32_t value = 0;
    if (c != 'u' || !hex(value)) return false;
    if (value >= 0xd800 && value < 0xdc00 && text_.substr(at_, 2) == "\\u") {
      std::size_t before = at_;
      char32_t low = 0;
      at_ += 2;
      if (hex(low) && low >= 0xdc00 && low < 0xe000) {
        value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
      } else {
        at_ = before;
      }
    }
    if (value >= 0xd800 && value < 0xe000) value = 0xfffd;
    append_utf8(out, value);
    return true;
  }

  bool hex(char32_t& value) {
    if (at_ + 4 > text_.size()) return false;
    value = 0;
    for (int i = 0; i < 4; ++i) {
      char c = text_[at_++];
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (digit < 0) return false;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool read_strings(std::string_view text, std::uint32_t offset, Arena& arena, std::vector<Word>& out) {
  Reader reader(text);
  reader.skip_blanks();
  if (!reader.take('[')) return false;
  reader.skip_blanks();
  if (!reader.take(']')) {
    do {
      reader.skip_blanks();
      auto begin = static_cast<std::uint32_t>(reader.at());
      std::string decoded;
      if (!reader.string(decoded)) return false;
      out.push_back({arena.copy(std::string_view(decoded)), offset + begin, offset + static_cast<std::uint32_t>(reader.at())});
      reader.skip_blanks();
    } while (reader.take(','));
    if (!reader.take(']')) return false;
  }
  reader.skip_blanks();
  return reader.done();
}

}  // namespace

std::optional<JsonArray> read_json_array(std::string_view text, std::uint32_t offset, Arena& arena) {
  std::string_view trimmed = trim_left(text);
  offset += static_cast<std::uint32_t>(text.size() - trimmed.size());
  if (trimmed.empty() || trimmed.front() != '[') return std::nullopt;
  JsonArray out;
  if (read_strings(trimmed, offset, arena, out.strings)) return out;
  if (!nlohmann::json::accept(trimmed)) return std::nullopt;
  out.strings.clear();
  out.other = true;
  return out;
}

}  // namespace bulkhead::dockerfile
