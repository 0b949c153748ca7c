#include "analyzer/model/pattern.h"

#include <re2/re2.h>

#include "analyzer/model/memo.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMostKept = 48;
constexpr std::int64_t kMostMemory = std::int64_t{1} << 22;

std::shared_ptr<const RE2> compile(std::string_view text) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMostMemory);
  return std::make_shared<const RE2>(re2::StringPiece(text.data(), text.size()), options);
}

}  // namespace

std::shared_ptr<const RE2> compiled_pattern(std::string_view text) {
  thread_local Memo<std::shared_ptr<const RE2>> known(kMostKept);
  return known.get(text, compile);
}

}  // namespace bulkhead
