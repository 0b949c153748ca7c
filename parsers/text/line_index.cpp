#include "parsers/text/line_index.h"

#include <algorithm>

namespace bulkhead {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::size_t kBlock = 1024;   // bytes between two counts of characters: what a column in a very long line costs at most

bool continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::uint32_t count_characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continuation(c); }));
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  starts_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
      starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
  characters_.push_back(0);
  for (std::size_t i = 0; i < text.size(); i += kBlock) characters_.push_back(characters_.back() + count_characters(text.substr(i, kBlock)));
}

std::uint32_t LineIndex::characters_before(std::uint32_t offset) const {
  std::size_t block = offset / kBlock;
  return characters_[block] + count_characters(text_.substr(block * kBlock, offset - block * kBlock));
}

std::uint32_t LineIndex::line_start(std::uint32_t line) const {
  if (line == 0) return 0;
  if (line > starts_.size()) return static_cast<std::uint32_t>(text_.size());
  return starts_[line - 1];
}

LineColumn LineIndex::at(std::uint32_t offset) const {
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text_.size()));
  auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  auto line = static_cast<std::uint32_t>(after - starts_.begin());
  std::uint32_t begin = starts_[line - 1];
  if (begin == 0 && text_.starts_with(kByteOrderMark)) begin = std::min<std::uint32_t>(3, offset);
  return {line, 1 + characters_before(offset) - characters_before(begin)};
}

std::uint32_t LineIndex::utf16_column(std::uint32_t offset) const {
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text_.size()));
  std::uint32_t begin = line_start(at(offset).line);
  if (begin == 0 && text_.starts_with(kByteOrderMark)) begin = std::min<std::uint32_t>(3, offset);
  std::uint32_t column = 0;
  for (std::uint32_t i = begin; i < offset; ++i) {
    auto byte = static_cast<unsigned char>(text_[i]);
    if (!continuation(text_[i])) column += byte >= 0xF0 ? 2 : 1;
  }
  return column;
}

std::string_view LineIndex::line(std::uint32_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  std::uint32_t begin = starts_[line - 1];
  auto end = line < starts_.size() ? starts_[line] : static_cast<std::uint32_t>(text_.size());
  while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return text_.substr(begin, end - begin);
}

}  // namespace bulkhead
