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

/// Without the digests of secret values, which are keyed by the content of the whole scan.
std::string without_digests(std::string_view text) {
  static constexpr std::string_view kMark = "sha-", kHex = "0123456789abcdef";
  std::string out;
  while (!text.empty()) {
    auto at = text.find(kMark);
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at);
    bool digest = text.size() >= 20 && text.substr(4, 16).find_first_not_of(kHex) == std::string_view::npos;
    if (!digest) out += kMark;
    text.remove_prefix(digest ? 20 : kMark.size());
  }
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
      key += without_digests(part);
    }
    if (int count = ++seen[key]; count > 1) key += '\0' + std::to_string(count);
    out.push_back(hash(key));
  }
  return out;
}

std::string finding_key(const Finding& finding) {
  std::string key = finding.rule;
  for (std::string_view part : {std::string_view(finding.resource), std::string_view(finding.identity.empty() ? finding.message : finding.identity)}) {
    key += '\0';
    key += without_digests(part);
  }
  return key;
}

}  // namespace bulkhead
