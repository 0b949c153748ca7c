// A unit's result as bytes.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/pipeline/bytes.h"
#include "analyzer/pipeline/unit_result.h"

namespace bulkhead {

/// Files by path inside of one coded unit: places say which by their number in the list.
class CodedFiles {
 public:
  explicit CodedFiles(const Workspace& workspace) : workspace_(workspace) {}
  /// Number of a file, from 1; 0 for none.
  std::uint64_t number(FileId file);
  const std::vector<FileId>& files() const { return files_; }

 private:
  const Workspace& workspace_;
  std::vector<FileId> files_;
  std::unordered_map<std::uint32_t, std::uint64_t> numbers_;
};

void write_result(const UnitResult& result, CodedFiles& files, ByteWriter& out);
/// `files`: what the numbers stand for now. Without StatedFact; nothing when the bytes make no sense.
std::optional<UnitResult> read_result(ByteReader& in, const std::vector<FileId>& files);

/// The same result with the numbers that `number` gives for its files.
UnitResult renumbered(const UnitResult& result, const std::function<FileId(FileId)>& number);

}  // namespace bulkhead
