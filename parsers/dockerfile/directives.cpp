#include "parsers/dockerfile/directives.h"

#include "parsers/dockerfile/characters.h"

namespace bulkhead::dockerfile {
namespace {

bool is_key_character(char c, bool first) {
  auto u = static_cast<unsigned char>(c);
  return u < 0x80 && (is_letter(u) || (!first && is_digit(u)));
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

Directives::Kind Directives::read(std::string_view line) {
  if (done_) return Kind::none;
  done_ = true;
  if (line.empty() || line.front() != '#') return Kind::none;
  line = trim_left(line.substr(1));
  std::size_t end = 0;
  while (end < line.size() && is_key_character(line[end], end == 0)) ++end;
  std::string key = lower(line.substr(0, end));
  std::string_view rest = trim_left(line.substr(end));
  if (end == 0 || rest.empty() || rest.front() != '=') return Kind::none;
  std::string_view value = trim(rest.substr(1));
  if (value.empty()) return Kind::none;
  bool* seen = key == "escape" ? &seen_escape_ : key == "syntax" ? &seen_syntax_ : key == "check" ? &seen_check_ : nullptr;
  if (seen == nullptr) return Kind::none;
  done_ = false;
  if (*seen) {
    message_ = "only one " + key + " parser directive can be used";
    return Kind::error;
  }
  *seen = true;
  if (key == "syntax") syntax_ = value;
  if (key == "check") check_ = value;
  if (key != "escape") return Kind::directive;
  if (value != "\\" && value != "`") {
    message_ = "the escape directive must be \\ or `";
    return Kind::error;
  }
  escape_ = value.front();
  return Kind::directive;
}

}  // namespace bulkhead::dockerfile
