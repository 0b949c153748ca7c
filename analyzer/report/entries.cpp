#include "analyzer/report/entries.h"

#include "analyzer/pipeline/masking.h"
#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

constexpr std::size_t kMaxEnds = 10;     // of one finding

std::vector<const Verdict*> by_severity(const Input& input, Standing standing) {
  std::vector<const Verdict*> out;
  for (const Verdict& verdict : input.verdicts)
    if (verdict.standing == standing) out.push_back(&verdict);
  std::stable_sort(out.begin(), out.end(), [](const Verdict* a, const Verdict* b) {
    auto rank = [](const Verdict* v) { return std::pair(shown_severity(v->finding), v->finding.confidence != Confidence::possible); };
    return rank(a) > rank(b);
  });
  return out;
}

std::vector<End> ends_of(const std::vector<const Verdict*>& verdicts) {
  std::set<std::pair<std::string, SourceSpan>> taken;
  for (const Verdict* verdict : verdicts) taken.emplace(verdict->finding.rule, anchor(verdict->finding));
  std::vector<End> out;
  for (const Verdict* verdict : verdicts) {
    out.push_back({verdict, anchor(verdict->finding), nullptr});
    add_other_ends(*verdict, taken, out);
  }
  return out;
}

}  // namespace

std::string repository_path(const Input& input, FileId file) {
  const std::string& path = input.workspace.file(file).path;
  return valid_utf8(input.repository_prefix.empty() ? path : input.repository_prefix + "/" + path);
}

SourceSpan anchor(const Finding& finding) {
  if (finding.at.valid()) return finding.at;
  for (const auto* notes : {&finding.related, &finding.trail})
    for (const Note& note : *notes)
      if (note.at.valid()) return note.at;
  return {};
}

Severity shown_severity(const Finding& finding) {
  return finding.confidence == Confidence::possible ? std::min(finding.severity, Severity::low) : finding.severity;
}

std::vector<const Verdict*> reported_by_severity(const Input& input) { return by_severity(input, Standing::reported); }

bool stands(const Verdict& verdict) { return verdict.standing == Standing::reported || verdict.standing == Standing::unchanged; }

std::vector<const Verdict*> standing_by_severity(const Input& input) {
  auto out = reported_by_severity(input), unchanged = by_severity(input, Standing::unchanged);
  out.insert(out.end(), unchanged.begin(), unchanged.end());
  return out;
}

std::string message_of(const Finding& finding) {
  return (finding.confidence == Confidence::possible ? "Possible: " : "") + valid_utf8(masked(finding.message));
}

std::string other_places(const Input& input, const Finding& finding) {
  std::string out;
  for (const Note& note : finding.related) {
    std::string place = place_text(input.workspace, note.at);
    if (!place.empty() && !input.repository_prefix.empty()) place = input.repository_prefix + "/" + place;
    if (!note.environment.empty()) place += (place.empty() ? "in " : " (") + note.environment + (place.empty() ? "" : ")");
    out += (out.empty() ? "" : "\n") + place + (note.text.empty() ? "" : (place.empty() ? "" : ": ") + masked(note.text));
  }
  return valid_utf8(out);
}

std::string capitalised(Severity severity) {
  std::string out(to_string(severity));
  out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string counts_by_severity(const Input& input) {
  std::map<Severity, std::size_t, std::greater<>> counted;
  for (const Verdict& verdict : input.verdicts)
    if (counts(verdict)) ++counted[verdict.finding.severity];
  std::string out;
  for (const auto& [severity, number] : counted) out += (out.empty() ? "" : ", ") + std::to_string(number) + " " + std::string(to_string(severity));
  return out;
}

std::size_t reported(const Input& input) {
  return static_cast<std::size_t>(
      std::count_if(input.verdicts.begin(), input.verdicts.end(), [](const Verdict& v) { return v.standing == Standing::reported; }));
}

std::string plural(std::size_t number, const std::string& one, const std::string& many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

void add_other_ends(const Verdict& verdict, std::set<std::pair<std::string, SourceSpan>>& taken, std::vector<End>& out) {
  const Finding& finding = verdict.finding;
  std::size_t added = 0;
  for (const Note& note : finding.related) {
    if (!note.at.valid() || note.environment.empty()) continue;
    bool own = std::find(finding.environments.begin(), finding.environments.end(), note.environment) != finding.environments.end();
    if (own || added == kMaxEnds || !taken.emplace(finding.rule, note.at).second) continue;
    out.push_back({&verdict, note.at, &note});
    ++added;
  }
}

std::vector<End> ends_by_severity(const Input& input) { return ends_of(reported_by_severity(input)); }

std::vector<End> standing_ends_by_severity(const Input& input) { return ends_of(standing_by_severity(input)); }

}  // namespace bulkhead::report
