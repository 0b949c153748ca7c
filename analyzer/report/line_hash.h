// The fingerprint that GitHub's code scanning uses to recognise an alert.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::report {

/// "hash:count" for every line of `text`, the first line first: a rolling hash over the 100 UTF-16 code units that follow the line's start, blanks left
/// out and line ends unified; equal hashes are numbered (as the upload action of GitHub's code scanning computes it).
std::vector<std::string> line_hashes(std::string_view text);

}  // namespace bulkhead::report
