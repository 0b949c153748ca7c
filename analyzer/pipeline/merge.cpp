#include "analyzer/pipeline/merge.h"

#include <tuple>

namespace bulkhead {
namespace {

auto note_key(const Note& note) { return std::tie(note.at, note.text, note.environment); }

bool same_note(const Note& a, const Note& b) { return note_key(a) == note_key(b); }

void unite(std::vector<Note>& into, std::vector<Note>& from) {
  for (auto& note : from)
    if (std::none_of(into.begin(), into.end(), [&](const Note& known) { return same_note(known, note); })) into.push_back(std::move(note));
}

void normalise_environments(Finding& finding) {
  auto& names = finding.environments;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (names.size() > 1 && names.front().empty()) names.erase(names.begin());
}

void absorb(Finding& into, Finding& from) {
  into.severity = std::max(into.severity, from.severity);
  into.confidence = std::max(into.confidence, from.confidence);
  into.environments.insert(into.environments.end(), from.environments.begin(), from.environments.end());
  unite(into.related, from.related);
  if (into.trail.empty()) into.trail = std::move(from.trail);
  if (!into.fix) into.fix = std::move(from.fix);
}

constexpr std::size_t kMostPerFile = 100;

/// Sorted diagnostics without the flood: of each file the first ones, and how many more there are.
std::vector<Diagnostic> first_of_each_file(std::vector<Diagnostic> diagnostics) {
  std::vector<Diagnostic> out;
  for (std::size_t begin = 0, end = 0; begin < diagnostics.size(); begin = end) {
    const FileId file = diagnostics[begin].at.file;
    while (end < diagnostics.size() && diagnostics[end].at.file == file) ++end;
    std::size_t kept = diagnostics[begin].at.valid() ? std::min(end, begin + kMostPerFile) : end;
    out.insert(out.end(), std::make_move_iterator(diagnostics.begin() + static_cast<std::ptrdiff_t>(begin)),
               std::make_move_iterator(diagnostics.begin() + static_cast<std::ptrdiff_t>(kept)));
    if (kept < end) out.push_back({diagnostics[kept].at, std::to_string(end - kept) + " more problems in this file", diagnostics[kept].severity});
  }
  return out;
}

auto finding_key(const Finding& finding) { return std::tie(finding.at, finding.rule, finding.message); }

}  // namespace

std::vector<Finding> merge_findings(std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tuple_cat(finding_key(a), std::tie(a.resource, a.identity, a.environments)) <
           std::tuple_cat(finding_key(b), std::tie(b.resource, b.identity, b.environments));
  });
  std::vector<Finding> out;
  for (auto& finding : findings) {
    if (!out.empty() && finding_key(out.back()) == finding_key(finding)) {
      absorb(out.back(), finding);
    } else {
      out.push_back(std::move(finding));
    }
  }
  for (auto& finding : out) normalise_environments(finding);
  return out;
}

std::vector<Diagnostic> merge_diagnostics(std::vector<Diagnostic> diagnostics) {
  auto key = [](const Diagnostic& d) { return std::tie(d.at, d.message, d.severity); };
  std::sort(diagnostics.begin(), diagnostics.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                    diagnostics.end());
  return first_of_each_file(std::move(diagnostics));
}

}  // namespace bulkhead
