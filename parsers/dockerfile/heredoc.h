// Here-documents: which words of a line start one.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::dockerfile {

/// `[fd]<<[-]NAME` of a RUN, COPY or ADD line.
struct HeredocStart {
  std::string name;
  unsigned descriptor = 0;
  bool expand = true;
  bool chomp = false;
};

/// The here-document that a single word starts, if it does.
std::optional<HeredocStart> heredoc_of(std::string_view word);
/// All of a logical line, in order.
std::vector<HeredocStart> heredocs_of(std::string_view line);

}  // namespace bulkhead::dockerfile
