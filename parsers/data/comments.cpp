#include "parsers/data/comments.h"

#include <algorithm>

namespace bulkhead::data {

std::uint32_t CommentFinder::line_end(std::uint32_t at) const {
  auto end = text_.find_first_of("\r\n", at);
  return static_cast<std::uint32_t>(end == std::string_view::npos ? text_.size() : end);
}

void CommentFinder::scan_to(std::uint32_t end) {
  while (cursor_ < end) {
    auto hash = text_.substr(0, end).find('#', cursor_);
    if (hash == std::string_view::npos) break;
    auto begin = static_cast<std::uint32_t>(hash);
    std::uint32_t stop = line_end(begin);
    out_.push_back({{id_, begin, stop}});
    cursor_ = stop;
  }
  cursor_ = std::max(cursor_, end);
}

void CommentFinder::block_scalar(std::uint32_t begin, std::uint32_t end) {
  scan_to(begin);
  scan_to(std::min(line_end(begin), end));
  cursor_ = std::max(cursor_, end);
}

void CommentFinder::scan_broken(std::uint32_t end) {
  while (cursor_ < end) {
    auto first = text_.find_first_not_of(" \t\r\n", cursor_);
    if (first == std::string_view::npos || first >= end) break;
    auto begin = static_cast<std::uint32_t>(first);
    std::uint32_t stop = line_end(begin);
    bool own_line = begin == 0 || text_.substr(cursor_, begin - cursor_).find_first_of("\r\n") != std::string_view::npos ||
                    text_[cursor_ ? cursor_ - 1 : 0] == '\n' || cursor_ == 0;
    if (own_line && text_[begin] == '#') out_.push_back({{id_, begin, stop}});
    cursor_ = stop;
  }
  cursor_ = std::max(cursor_, end);
}

}  // namespace bulkhead::data
