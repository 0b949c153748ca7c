// Properties that all parsers share.
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {

bool Verdict::expect(bool holds, std::string_view what, std::size_t begin, std::size_t end) {
  if (!holds && broken_.empty()) broken_ = std::string(what) + ": " + std::to_string(begin) + " to " + std::to_string(end) + " of " + std::to_string(text_.size());
  return holds;
}

bool Verdict::inside(std::size_t begin, std::size_t end, std::string_view what) {
  return expect(begin <= end && end <= text_.size(), std::string(what) + " does not lie in the text", begin, end);
}

void Verdict::diagnostics(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    inside(diagnostic.at.begin, diagnostic.at.end, "diagnostic '" + diagnostic.message + "'");
    expect(diagnostic.at.file == kFile, "diagnostic of no file", diagnostic.at.begin, diagnostic.at.end);
    expect(!diagnostic.message.empty(), "diagnostic without a message", diagnostic.at.begin, diagnostic.at.end);
  }
}

void Verdict::comments(const std::vector<Comment>& comments) {
  std::size_t before = 0;
  for (const Comment& comment : comments) {
    inside(comment.at.begin, comment.at.end, "comment");
    expect(comment.at.file == kFile, "comment of no file", comment.at.begin, comment.at.end);
    expect(comment.at.begin >= before, "comment out of order", comment.at.begin, comment.at.end);
    before = comment.at.end;
  }
}

}  // namespace bulkhead::fuzz
