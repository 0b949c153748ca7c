// Comments of YAML: libyaml drops them, so they are found between the scalars it reports.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/text/parsed.h"

namespace bulkhead::data {

/// Walks a text from front to back. Between scalars, libyaml reads every `#` as the start of a comment that runs to the end
/// of the line.
class CommentFinder {
 public:
  CommentFinder(FileId id, std::string_view text, std::vector<Comment>& out) : id_(id), text_(text), out_(out) {}

  /// A scalar stands at [begin, end): nothing in it is a comment.
  void scalar(std::uint32_t begin, std::uint32_t end) {
    scan_to(begin);
    if (end > cursor_) cursor_ = end;
  }
  /// A block scalar stands at [begin, end): its header line may carry a comment.
  void block_scalar(std::uint32_t begin, std::uint32_t end);
  /// Everything up to `end` holds no further scalar.
  void scan_to(std::uint32_t end);
  /// The text up to `end` did not parse: only comments that have a line to themselves are taken.
  void scan_broken(std::uint32_t end);

 private:
  std::uint32_t line_end(std::uint32_t at) const;

  FileId id_;
  std::string_view text_;
  std::vector<Comment>& out_;
  std::uint32_t cursor_ = 0;
};

}  // namespace bulkhead::data
