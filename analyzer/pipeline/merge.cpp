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

bool same_edits(const Fix& a, const Fix& b) {
  return std::ranges::equal(a.edits, b.edits, [](const Edit& x, const Edit& y) { return x.replace == y.replace && x.with == y.with; });
}

/// Safe for one use of a place is not safe for all; two opinions of what belongs there are none.
void unite_fixes(std::optional<Fix>& into, std::optional<Fix>& from) {
  bool safe = into && from && into->safe && from->safe;
  if (!into) into = std::move(from);
  else if (from && !same_edits(*into, *from)) into.reset();
  if (into) into->safe = safe;
}

void absorb(Finding& into, Finding& from) {
  into.severity = std::max(into.severity, from.severity);
  into.confidence = std::max(into.confidence, from.confidence);
  into.environments.insert(into.environments.end(), from.environments.begin(), from.environments.end());
  unite(into.related, from.related);
  if (into.trail.empty()) into.trail = std::move(from.trail);
  unite_fixes(into.fix, from.fix);
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

constexpr std::size_t kMostVariants = 8;

/// What several messages have in common before and behind the words that differ.
struct Frame {
  std::size_t before = 0, behind = 0;
};

Frame frame_of(std::string_view a, std::string_view b) {
  std::size_t shorter = std::min(a.size(), b.size());
  Frame frame;
  while (frame.before < shorter && a[frame.before] == b[frame.before]) ++frame.before;
  while (frame.before > 0 && a[frame.before - 1] != ' ') --frame.before;
  while (frame.behind < shorter - frame.before && a[a.size() - 1 - frame.behind] == b[b.size() - 1 - frame.behind]) ++frame.behind;
  while (frame.behind > 0 && a[a.size() - frame.behind] != ' ') --frame.behind;
  return frame;
}

/// One rule, one literal, and messages that say the same of several ports or resources: one cause. Of links to other environments several may
/// start at one place.
bool same_cause(const Finding& a, const Finding& b) {
  if (a.at != b.at || !a.at.valid() || a.rule != b.rule || a.of_fact || b.of_fact) return false;
  Frame frame = frame_of(a.message, b.message);
  auto word = [&](const std::string& message) { return std::string_view(message).substr(frame.before, message.size() - frame.before - frame.behind); };
  bool words = word(a.message).find(' ') == std::string_view::npos && word(b.message).find(' ') == std::string_view::npos;
  return words && 2 * (frame.before + frame.behind) >= std::min(a.message.size(), b.message.size());
}

/// "admits … to port 22" and "… to port 80" as "admits … to port 22, 80".
std::string united_message(const std::vector<std::string>& messages) {
  Frame frame{messages[0].size(), messages[0].size()};
  for (const std::string& message : messages) {
    Frame shared = frame_of(messages[0], message);
    if (&message == &messages[0]) continue;
    frame = {std::min(frame.before, shared.before), std::min(frame.behind, shared.behind)};
  }
  const std::string& first = messages[0];
  std::string text = first.substr(0, frame.before);
  for (std::size_t i = 0; i < messages.size() && i < kMostVariants; ++i)
    text += (i == 0 ? "" : ", ") + messages[i].substr(frame.before, messages[i].size() - frame.before - frame.behind);
  if (messages.size() > kMostVariants) text += " and " + std::to_string(messages.size() - kMostVariants) + " more";
  return text + first.substr(first.size() - frame.behind);
}

/// Sorted findings with one message each: those of one cause become one.
std::vector<Finding> by_cause(std::vector<Finding> findings) {
  std::vector<Finding> out;
  for (std::size_t begin = 0, end = 0; begin < findings.size(); begin = end) {
    std::vector<std::string> messages{findings[begin].message};
    out.push_back(std::move(findings[begin]));
    for (end = begin + 1; end < findings.size() && same_cause(out.back(), findings[end]); ++end) {
      messages.push_back(findings[end].message);
      absorb(out.back(), findings[end]);
    }
    if (messages.size() > 1) out.back().message = united_message(messages);
  }
  return out;
}

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
  out = by_cause(std::move(out));
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
