#include "analyzer/pipeline/fingerprint.h"

#include <xxhash.h>

namespace bulkhead {
namespace {

std::string hex(std::uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) out[static_cast<std::size_t>(i)] = kDigits[value & 15];
  return out;
}

std::string hash(const std::string& text) {
  XXH128_hash_t value = XXH3_128bits(text.data(), text.size());
  return hex(value.high64) + hex(value.low64);
}

}  // namespace

std::vector<std::string> fingerprints(const Workspace& workspace, const std::vector<Finding>& sorted_findings) {
  std::map<std::string, int> seen;
  std::vector<std::string> out;
  out.reserve(sorted_findings.size());
  for (const Finding& finding : sorted_findings) {
    std::string key = finding.rule;
    for (std::string_view part : {std::string_view(workspace.file(finding.at.file).path), std::string_view(finding.resource),
                                  std::string_view(finding.identity.empty() ? finding.message : finding.identity)}) {
      key += '\0';
      key += part;
    }
    if (int count = ++seen[key]; count > 1) key += '\0' + std::to_string(count);
    out.push_back(hash(key));
  }
  return out;
}

}  // namespace bulkhead
